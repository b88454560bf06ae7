// The lists of spikes that a pathway with one delay for all its synapses still has to deliver.
#ifndef SNN_CL_DENSE_RING_H
#define SNN_CL_DENSE_RING_H

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace dense {

class SpikeRing {
    std::vector<std::vector<int32_t>> slots;
    size_t now = 0;  // the slot that is delivered in this step

    std::vector<int32_t> &slot(size_t steps) { return slots[(now + steps) % slots.size()]; }

public:
    void set_delay(double delay, double dt)
    {
        const size_t n_slots = size_t(delay / dt + 0.5) + 1;
        if (slots.size() == n_slots)
            return;  // a further run; what is on its way stays
        slots.assign(n_slots, std::vector<int32_t>());
        now = 0;
    }

    void push(const int32_t *spikes, int32_t n_spikes)
    {
        now = (now + 1) % slots.size();
        slot(slots.size() - 1).assign(spikes, spikes + n_spikes);
    }

    const std::vector<int32_t> &due() const { return slots[now]; }

    // Flags by (step from now on, neuron of the pathway's source), for as many steps as the delay
    // has. `first` is the source's first neuron within its whole group.
    void read(const std::vector<int8_t> &flags, int32_t n_pre, int32_t first)
    {
        for (size_t step = 0; step + 1 < slots.size(); ++step) {
            slot(step + 1).clear();
            for (int32_t neuron = 0; neuron < n_pre; ++neuron)
                if (flags[step * n_pre + neuron])
                    slot(step + 1).push_back(neuron + first);
        }
    }

    void write(std::vector<int8_t> &flags, int32_t n_pre, int32_t first)
    {
        flags.assign(flags.size(), 0);
        for (size_t step = 0; step + 1 < slots.size(); ++step)
            for (int32_t neuron : slot(step + 1))
                if (neuron >= first && neuron < first + n_pre)
                    flags[step * n_pre + neuron - first] = 1;
    }
};

// One ring for each pathway of the program, by its name.
inline SpikeRing &ring(const std::string &pathway)
{
    static std::map<std::string, SpikeRing> rings;
    return rings[pathway];
}

}  // namespace dense

#endif
