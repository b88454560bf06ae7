// What a compiled model needs at run time: the block of presentations it is to run, random numbers
// that depend on (seed, step, object, element) alone, and the reading and writing of plain arrays.
#ifndef SNN_CL_STREAM_H
#define SNN_CL_STREAM_H

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>
#if defined(__linux__)
#include <csignal>
#include <sys/prctl.h>
#endif

#include "arithmetic.h"
#include "float_draws.h"

namespace snn_cl {

// The row of the stimulus, the teacher and the modulator that is being presented. A template's
// static member lives once in the program although this header is read by every source file, and
// needs no guard at each access.
template <int Unused>
struct Shown {
    static const float *stimulus;
    static const float *teacher;
    static double modulator;
    static uint64_t seed;
    static int64_t changes;  // grows whenever another row is presented
};
template <int Unused> const float *Shown<Unused>::stimulus = nullptr;
template <int Unused> const float *Shown<Unused>::teacher = nullptr;
template <int Unused> double Shown<Unused>::modulator = 0;
template <int Unused> uint64_t Shown<Unused>::seed = 0;
template <int Unused> int64_t Shown<Unused>::changes = 0;

inline float stimulus(int64_t i) { return Shown<0>::stimulus[i]; }
inline float teacher(int64_t i) { return Shown<0>::teacher[i]; }
inline double modulator() { return Shown<0>::modulator; }

// Steele, Lea & Flood (2014), doi:10.1145/2660193.2660195, the finaliser of SplitMix64.
inline uint64_t mixed(uint64_t x) {
    x += 0x9E3779B97F4A7C15ull;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
    return x ^ (x >> 31);
}

// Widynski (2020), arXiv:2004.06278, the 32-bit generator with four rounds of squaring.
inline uint32_t squares(uint64_t counter, uint64_t key) {
    uint64_t x = counter * key;
    const uint64_t y = x, z = y + key;
    x = x * x + y;
    x = (x >> 32) | (x << 32);
    x = x * x + z;
    x = (x >> 32) | (x << 32);
    x = x * x + y;
    x = (x >> 32) | (x << 32);
    return uint32_t((x * x + z) >> 32);
}

// 32 random bits: 2^28 elements an object and 2^36 steps a stream have counters of their own.
inline uint32_t bits_at(uint64_t object, uint64_t step, uint64_t element) {
    const uint64_t key = mixed(Shown<0>::seed + mixed(object)) | 1;
    return squares((step << 28) | element, key);
}

// Uniform in (0, 1); the factor is 2^-32.
inline double uniform(uint64_t object, uint64_t step, uint64_t element) {
    return (bits_at(object, step, element) + 0.5) * 2.3283064365386963e-10;
}

// Standard normal, from two objects; Box & Muller (1958), doi:10.1214/aoms/1177706645.
inline double normal(uint64_t object, uint64_t other, uint64_t step, uint64_t element) {
    const double angle = 6.283185307179586 * uniform(other, step, element);
    return std::sqrt(-2 * std::log(uniform(object, step, element))) * std::cos(angle);
}

// The same numbers in single precision.
inline float uniform_float(uint64_t object, uint64_t step, uint64_t element) {
    return uniform_of_bits(bits_at(object, step, element));
}
inline float normal_float(uint64_t object, uint64_t other, uint64_t step, uint64_t element) {
    return normal_of_bits(bits_at(object, step, element), bits_at(other, step, element));
}

inline void require(bool good, const std::string &what) {
    if (good) return;
    std::fprintf(stderr, "snn_cl: cannot %s\n", what.c_str());
    std::exit(3);
}

template <typename T>
std::vector<T> read_all(const std::string &path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    require(file.good(), "read " + path);
    std::vector<T> values(size_t(file.tellg()) / sizeof(T));
    file.seekg(0);
    file.read(reinterpret_cast<char *>(values.data()), values.size() * sizeof(T));
    require(file.good() || values.empty(), "read " + path);
    return values;
}

template <typename T>
void write_all(const std::string &path, const std::vector<T> &values) {
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T));
    file.close();
    require(file.good(), "write " + path);
}

// An array of the model: where it lies, how long it is and what it holds.
struct Array {
    void *data;
    size_t size;
    char kind;  // d: double, f: float, l: int64, i: int32, b: char

    size_t bytes() const {
        return size * (kind == 'd' || kind == 'l' ? 8 : kind == 'b' ? 1 : 4);
    }
    double at(size_t k) const {
        if (kind == 'd') return static_cast<double *>(data)[k];
        if (kind == 'f') return static_cast<float *>(data)[k];
        if (kind == 'i') return static_cast<int32_t *>(data)[k];
        if (kind == 'l') return double(static_cast<int64_t *>(data)[k]);
        return static_cast<char *>(data)[k];
    }
    void set(size_t k, double value) const {
        if (kind == 'd') static_cast<double *>(data)[k] = value;
        if (kind == 'f') static_cast<float *>(data)[k] = float(value);
    }
};

// Brian2 keeps the time of each neuron's last spike; a state keeps the steps since then, which mean
// the same wherever the next block begins.
inline void since_to_time(const std::vector<int64_t> &since, double *time, int64_t now, double dt) {
    for (size_t k = 0; k < since.size(); k++) time[k] = (now - since[k]) * dt;
}
inline void time_to_since(const double *time, std::vector<int64_t> &since, int64_t now, double dt) {
    for (size_t k = 0; k < since.size(); k++) since[k] = now - std::llround(time[k] / dt);
}

// Spikes on their way through one of Brian2's queues, as flags by (step from now on, pre neuron).
template <typename Pathway>
void read_underway(const std::vector<int8_t> &flags, Pathway &pathway) {
    auto &queue = *pathway.queue[0];
    const size_t n_pre = queue.synapses.size(), n_slots = queue.queue.size();
    for (size_t k = 0; k < flags.size(); k++) {
        auto &slot = queue.queue[(queue.offset + 1 + k / n_pre) % n_slots];
        const auto &synapses = queue.synapses[k % n_pre];
        if (k % n_pre == 0) slot.clear();
        if (flags[k]) slot.insert(slot.end(), synapses.begin(), synapses.end());
    }
}
template <typename Pathway>
void write_underway(std::vector<int8_t> &flags, Pathway &pathway) {
    const auto &queue = *pathway.queue[0];
    const size_t n_pre = queue.synapses.size(), n_slots = queue.queue.size();
    flags.assign(flags.size(), 0);
    for (size_t step = 0; step < flags.size() / n_pre; step++)
        for (int32_t synapse : queue.queue[(queue.offset + 1 + step) % n_slots])
            flags[step * n_pre + pathway.sources[synapse] - queue.source_start] = 1;
}

// A block of presentations, as the files of one folder.
struct Job {
    std::string folder;
    std::vector<int64_t> numbers;  // seed, first, presentations, presentations whose spikes are kept
    std::vector<float> stimulus, teacher;
    std::vector<double> modulator, parameters;
    std::vector<int32_t> recorded;  // pairs (array, element)
    std::vector<int32_t> counts;
    std::vector<int64_t> spikes;  // quadruples (presentation of the block, population, neuron, step)
    std::vector<double> traces;

    Job() {
#if defined(__linux__)
        prctl(PR_SET_PDEATHSIG, SIGKILL);  // nobody waits for the results of a killed run
#endif
        const char *given = std::getenv("SNN_CL_JOB");
        require(given != nullptr, "run: SNN_CL_JOB names no folder");
        folder = std::string(given) + "/";
        numbers = read_all<int64_t>(folder + "numbers");
        stimulus = read_all<float>(folder + "stimulus");
        teacher = read_all<float>(folder + "teacher");
        modulator = read_all<double>(folder + "modulator");
        parameters = read_all<double>(folder + "parameters");
        recorded = read_all<int32_t>(folder + "recorded");
        Shown<0>::seed = uint64_t(numbers[0]);
    }

    int64_t first() const { return numbers[1]; }
    int64_t n_presentations() const { return numbers[2]; }

    // The last row of stimulus and teacher is all zero: the rest between two presentations.
    void show(int64_t row) {
        Shown<0>::changes++;
        const int64_t n_rows = n_presentations() + 1;
        Shown<0>::stimulus = stimulus.data() + row * (stimulus.size() / n_rows);
        Shown<0>::teacher = teacher.data() + row * (teacher.size() / n_rows);
        if (row < n_presentations()) Shown<0>::modulator = modulator[row];
    }

    void record(const std::vector<Array> &arrays) {
        for (size_t k = 0; k + 1 < recorded.size(); k += 2)
            traces.push_back(arrays[recorded[k]].at(recorded[k + 1]));
    }

    // Takes over what a spike monitor holds and empties it, so that memory stays flat.
    void take_spikes(int64_t row, int32_t population, size_t counted, std::vector<int32_t> &index,
                     std::vector<double> &time, int32_t *length, double dt) {
        if (counted > 0) {
            std::vector<int32_t> count(counted, 0);
            for (int32_t neuron : index) count[neuron]++;
            counts.insert(counts.end(), count.begin(), count.end());
        }
        if (row < numbers[3])
            for (size_t k = 0; k < index.size(); k++)
                for (int64_t value :
                     {row, int64_t(population), int64_t(index[k]), int64_t(std::llround(time[k] / dt))})
                    spikes.push_back(value);
        index.clear();
        time.clear();
        length[0] = 0;
    }

    void read_state(const std::vector<Array> &arrays) const {
        std::ifstream file(folder + "state", std::ios::binary);
        for (const Array &array : arrays) file.read(static_cast<char *>(array.data), array.bytes());
        require(file.good(), "read " + folder + "state");
    }

    void set_parameters(const std::vector<Array> &arrays) const {
        for (size_t k = 0; k < arrays.size(); k++) arrays[k].set(0, parameters[k]);
    }

    void write_results(const std::vector<Array> &arrays) const {
        write_all(folder + "counts", counts);
        write_all(folder + "spikes", spikes);
        write_all(folder + "traces", traces);
        std::ofstream file(folder + "state_after", std::ios::binary);
        for (const Array &array : arrays)
            file.write(static_cast<const char *>(array.data), array.bytes());
        file.close();
        require(file.good(), "write " + folder + "state_after");
    }
};

}  // namespace snn_cl
#endif
