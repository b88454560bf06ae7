// Random numbers in single precision, from 32 random bits each.
//
// Pure inline functions without a branch, so that gcc vectorises the loops that call them. They
// agree with the double-precision forms in stream.h to single precision, given the same bits.
#ifndef SNN_CL_FLOAT_DRAWS_H
#define SNN_CL_FLOAT_DRAWS_H

#include <cmath>
#include <cstdint>
#include <cstring>

namespace snn_cl {

// (bits + 0.5)*2^-32, but for the last values, which would round to 1: an open interval. The factor
// is 2^-32.
inline float uniform_of_bits(uint32_t bits) {
    const float u = (float(bits) + 0.5f) * 2.3283064e-10f;
    return u < 0.99999994f ? u : 0.99999994f;
}

// log(1 + f) for -0.25 <= f <= 0.5 as f + f^2 P(f). The coefficients are the minimax solution of the
// relative error (Remez exchange in 40-digit arithmetic, done for this file); 3.4e-8 before rounding.
inline float log_near_one(float f) {
    float p = 0.0496840290f;
    p = p * f - 0.116933707f;
    p = p * f + 0.149690703f;
    p = p * f - 0.168691316f;
    p = p * f + 0.199818738f;
    p = p * f - 0.249915710f;
    p = p * f + 0.333334213f;
    p = p * f - 0.500000838f;
    return f + f * f * p;
}

// log((bits + 0.5)*2^-32). The number is 2^k*(1 + f). Where k is 0 the distance to 1 is taken from
// the complement of the bits: a float near 1 no longer knows it.
inline float log_of_uniform(uint32_t bits) {
    const float whole = float(bits) + 0.5f;
    int32_t pattern;
    std::memcpy(&pattern, &whole, sizeof whole);
    const int32_t k = (pattern - 0x3f400000) >> 23;  // 0x3f400000 is 0.75
    pattern -= k * (1 << 23);
    float near_one;
    std::memcpy(&near_one, &pattern, sizeof pattern);
    const float from_above = (float(~bits) + 0.5f) * -2.3283064e-10f;
    const float f = k < 32 ? near_one - 1.0f : from_above;
    return float(k - 32) * 0.693147181f + log_near_one(f);
}

// cos(2 pi bits*2^-32), as the sine of an angle folded in integers, hence exactly, to a quarter turn
// on either side of 0. That half a bit is missing counts 7e-10. sin(2 pi x) = x Q(x^2), minimax as
// above; 5.3e-9.
inline float cos_of_turns(uint32_t bits) {
    int32_t turned = int32_t(0x40000000u - bits);
    turned = bits > 0x80000000u ? int32_t(bits - 0xC0000000u) : turned;
    const float x = float(turned) * 2.3283064e-10f, square = x * x;
    float q = 39.7109181f;
    q = q * square - 76.5749922f;
    q = q * square + 81.6022312f;
    q = q * square - 41.3416775f;
    q = q * square + 6.28318527f;
    return x * q;
}

// Box & Muller (1958), doi:10.1214/aoms/1177706645.
inline float normal_of_bits(uint32_t bits, uint32_t other_bits) {
    return std::sqrt(-2.0f * log_of_uniform(bits)) * cos_of_turns(other_bits);
}

}  // namespace snn_cl
#endif
