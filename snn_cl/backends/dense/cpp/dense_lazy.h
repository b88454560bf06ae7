// Steps of synapses that are put off until somebody looks at them.
//
// A rule that moves every synapse at every step reads and writes all of them each time, and waits for
// memory. Between two spikes nobody looks at a row of synapses: its steps are made up for in one go,
// while the row is in the cache. The operations and their order are the same for every synapse.
#ifndef SNN_CL_DENSE_LAZY_H
#define SNN_CL_DENSE_LAZY_H

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace dense {

class Lazy {
    void (*apply)() = nullptr;
    int64_t clock = 0;
    std::vector<int64_t> done;  // by row
    std::vector<int32_t> rows;

public:
    const std::vector<int32_t> &asked() const { return rows; }

    void put_off(void (*function)(), int32_t n_rows)
    {
        apply = function;
        done.resize(n_rows, clock);
        ++clock;
    }

    void ask(int32_t row)
    {
        if (apply != nullptr && done[row] != clock)
            rows.push_back(row);
    }

    // The number of steps that a row is behind; it counts as up to date from now on.
    int64_t take(int32_t row)
    {
        const int64_t behind = clock - done[row];
        done[row] = clock;
        return behind;
    }

    void catch_up()
    {
        if (!rows.empty())
            apply();
        rows.clear();
    }

    void catch_up_all()
    {
        for (size_t row = 0; row < done.size(); ++row)
            ask(row);
        catch_up();
    }
};

inline std::map<std::string, Lazy> &all_lazy()
{
    static std::map<std::string, Lazy> lazy;
    return lazy;
}

inline Lazy &lazy(const std::string &synapses) { return all_lazy()[synapses]; }

inline void catch_up_all()
{
    for (auto &entry : all_lazy())
        entry.second.catch_up_all();
}

}  // namespace dense

#endif
