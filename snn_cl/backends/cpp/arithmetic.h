// Operators and functions that C++ and numpy understand in different ways, by the rules of numpy; the
// same as in numeric_functions.py. A function keeps single precision where all that it is given has it.
#ifndef SNN_CL_ARITHMETIC_H
#define SNN_CL_ARITHMETIC_H

#include <cmath>
#include <cstdint>
#include <type_traits>

namespace snn_cl {

template <typename A, typename B>
using real_of = typename std::conditional<
    std::is_same<A, float>::value && std::is_same<B, float>::value, float, double>::type;

// As numpy's divmod: the remainder is exact and has the sign of the divisor.
template <typename T>
inline T signed_remainder(T x, T y) {
    T rest = std::fmod(x, y);
    if (y == 0) return rest;
    if (rest == 0) return std::copysign(T(0), y);
    return (y < 0) != (rest < 0) ? rest + y : rest;
}

template <typename T>
inline T rounded_quotient(T x, T y) {
    if (y == 0) return x / y;
    const T rest = std::fmod(x, y);
    T quotient = (x - rest) / y;
    if (rest != 0 && (y < 0) != (rest < 0)) quotient -= 1;
    if (quotient == 0) return std::copysign(T(0), x / y);
    const T below = std::floor(quotient);
    return quotient - below > T(0.5) ? below + 1 : below;
}

}  // namespace snn_cl

template <typename T>
inline int32_t snn_count(T condition) { return condition ? 1 : 0; }

template <typename T>
inline double snn_real(T x) { return static_cast<double>(x); }

template <typename T>
inline int64_t snn_long(T x) { return static_cast<int64_t>(x); }

// What is no 32-bit integer becomes the lowest one, on every backend.
template <typename T>
inline int32_t snn_integer(T x) {
    const double value = static_cast<double>(x);
    return value >= -2147483648.0 && value < 2147483648.0 ? static_cast<int32_t>(value) : INT32_MIN;
}

template <typename T>
inline snn_cl::real_of<T, T> snn_whole_part(T x) {
    return std::trunc(static_cast<snn_cl::real_of<T, T>>(x));
}

template <typename T>
inline T snn_sign(T x) {
    return x > T(0) ? T(1) : x < T(0) ? T(-1) : x == x ? T(0) : x;
}

// min(max(x, low), high), for bounds that are numbers; of an x that is none, nothing changes.
template <typename T, typename Low, typename High>
inline T snn_clip(T x, Low low, High high) {
    const T a = static_cast<T>(low), b = static_cast<T>(high);
    const T above = x < a ? a : x;
    return above > b ? b : above;
}

// The same, and not-a-number where a bound is none.
template <typename T, typename Low, typename High>
inline T snn_clip_any(T x, Low low, High high) {
    const T a = static_cast<T>(low), b = static_cast<T>(high);
    const T above = x < a || a != a ? a : x;
    return above > b || b != b ? b : above;
}

template <typename A, typename B>
inline snn_cl::real_of<A, B> snn_mod(A x, B y) {
    typedef snn_cl::real_of<A, B> real;
    return snn_cl::signed_remainder<real>(static_cast<real>(x), static_cast<real>(y));
}

template <typename A, typename B>
inline snn_cl::real_of<A, B> snn_floordiv(A x, B y) {
    typedef snn_cl::real_of<A, B> real;
    return snn_cl::rounded_quotient<real>(static_cast<real>(x), static_cast<real>(y));
}

// Of integers; the divisor is never 0.
inline int64_t snn_whole_floordiv(int64_t x, int64_t y) {
    const int64_t quotient = x / y;
    return x % y != 0 && (x < 0) != (y < 0) ? quotient - 1 : quotient;
}

inline int64_t snn_whole_mod(int64_t x, int64_t y) { return x - y * snn_whole_floordiv(x, y); }

#endif
