// Numbers and loops of the dense engine. Included by every generated source file.
//
// Everything here is a pure inline function of its arguments, so that gcc can vectorise the loops
// that call it without the help of a vector mathematics library and without full -ffast-math.
#ifndef SNN_CL_DENSE_MATH_H
#define SNN_CL_DENSE_MATH_H

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#if defined(__SSE__)
#include <xmmintrin.h>
#endif

// Promise to the compiler that the iterations of the next loop do not depend on each other. The
// Python side writes it only where the alias check has shown that this is so.
#if defined(__clang__)
#define DENSE_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define DENSE_INDEPENDENT _Pragma("GCC ivdep")
#else
#define DENSE_INDEPENDENT
#endif

namespace dense {

// Stands in for an array of neuron numbers inside a contiguous loop: whatever the synapse, the
// neuron is the one of this iteration.
struct OneNeuron {
    int32_t number;
    int32_t operator[](size_t) const { return number; }
};

// A decaying trace that ends in denormal numbers costs a hundred times its normal price.
inline void flush_denormals()
{
#if defined(__SSE__)
    _mm_setcsr(_mm_getcsr() | 0x8040);  // flush to zero, denormals are zero
#elif defined(__aarch64__)
    uint64_t control;
    __asm__ volatile("mrs %0, fpcr" : "=r"(control));
    __asm__ volatile("msr fpcr, %0" : : "r"(control | (uint64_t(1) << 24)));
#endif
}

template <typename T, typename Low, typename High>
inline bool all_between(const T* values, size_t n, Low low, High high)
{
    bool inside = true;
    for (size_t k = 0; k < n; ++k)
        inside &= values[k] >= static_cast<T>(low) && values[k] <= static_cast<T>(high);
    return inside;
}

inline int32_t nearest(float x)
{
#if defined(__GNUC__) && !defined(__clang__)
    return __builtin_irintf(x);  // vectorises; lrintf does not, since it returns 64 bits
#else
    return static_cast<int32_t>(std::rint(x));
#endif
}

inline int32_t nearest(double x)
{
#if defined(__GNUC__) && !defined(__clang__)
    return __builtin_irint(x);
#else
    return static_cast<int32_t>(std::rint(x));
#endif
}

// value * 2^exponent for a value near 1, by adding to its exponent bits.
inline float scale(float value, int32_t exponent)
{
    uint32_t bits;
    std::memcpy(&bits, &value, sizeof value);
    bits += uint32_t(exponent) << 23;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

inline double scale(double value, int32_t exponent)
{
    uint64_t bits;
    std::memcpy(&bits, &value, sizeof value);
    bits += uint64_t(int64_t(exponent)) << 52;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

// exp(r) - 1 for |r| <= ln(2)/2 as r + r^2 P(r). The coefficients are the minimax solution of the
// relative error (Remez exchange in 40-digit arithmetic, done for this file); errors before
// rounding: 3.1e-9 (float, degree 6) and 3.7e-18 (double, degree 11).
inline float expm1_near_zero(float r)
{
    float p = 0.0013814540f;
    p = p * r + 0.0083687451f;
    p = p * r + 0.041668391f;
    p = p * r + 0.16666520f;
    p = p * r + 0.49999993f;
    return r + r * r * p;
}

inline double expm1_near_zero(double r)
{
    double p = 2.5000018833187373e-8;
    p = p * r + 2.7630306250293600e-7;
    p = p * r + 2.7557586803895324e-6;
    p = p * r + 2.4801492949633870e-5;
    p = p * r + 1.9841269505773776e-4;
    p = p * r + 1.3888888943759965e-3;
    p = p * r + 8.3333333334949773e-3;
    p = p * r + 4.1666666666529728e-2;
    p = p * r + 1.6666666666666412e-1;
    p = p * r + 5.0000000000000107e-1;
    return r + r * r * p;
}

// Where exp(x) stays a number. The lowest x gives n = -127 (-1023) and r just above 0, hence a
// denormal number, which counts as 0; the highest gives the largest number there is.
template <typename T>
struct ExpRange;

template <>
struct ExpRange<float> {
    static constexpr float lowest = -88.02f;
    static constexpr float highest = 88.72283f;
    static constexpr float ln2_high = 0.693359375f;  // 355/512: n * ln2_high is exact
    static constexpr float ln2_low = -2.12194440e-4f;
};

template <>
struct ExpRange<double> {
    static constexpr double lowest = -709.08;
    static constexpr double highest = 709.7827128933839;
    static constexpr double ln2_high = 0.69314718036912382;  // 32 bits of ln(2)
    static constexpr double ln2_low = 1.9082149292705878e-10;
};

// exp(x) = 2^n exp(r) with n the integer nearest to x / ln(2). No branch: x is clamped, and infinity
// put in at the end. Not-a-number stays: it is added to what comes of its meaningless n.
template <typename T>
inline T exp_of(T x)
{
    typedef ExpRange<T> range;
    T inside = x > range::highest ? range::highest : x;
    inside = inside < range::lowest ? range::lowest : inside;
    const int32_t n = nearest(inside * T(1.44269504088896340736));
    // Measured: float 1.4 units in the last place for |x| < 20 and 3e-7 at the ends of the range,
    // double 1.2 and 2.4e-14.
    const T high = inside - T(n) * range::ln2_high;
    const T r = high - T(n) * range::ln2_low;
    const T value = scale(T(1) + expm1_near_zero(r), n);
    const T not_large = x > range::highest ? T(INFINITY) : value;
    return x < range::lowest ? T(0) : not_large;
}

// exp(x) - 1, exact for small x, in the same way: 2^n (exp(r) - 1) + 2^n - 1. Of a large n, half is
// taken twice, since 2^128 (2^1024) is none of the numbers. The result for n = 0 is kept apart.
template <typename T>
inline T expm1_of(T x)
{
    typedef ExpRange<T> range;
    T inside = x > range::highest ? range::highest : x;
    inside = inside < range::lowest ? range::lowest : inside;
    const int32_t n = nearest(inside * T(1.44269504088896340736));
    const T high = inside - T(n) * range::ln2_high;
    const T near = expm1_near_zero(high - T(n) * range::ln2_low);
    const bool halved = n > 0;
    const T power = scale(T(1), halved ? n - 1 : n);
    const T sum = power * near + (power - (halved ? T(0.5) : T(1)));
    const T value = n == 0 ? near : halved ? T(2) * sum : sum;
    return x > range::highest ? T(INFINITY) : value;
}

inline double tanh_of(double x)
{
    const double fall = expm1_of(-2 * std::fabs(x));
    const double size = -fall / (fall + 2);
    return x < 0 ? -size : size;
}

// tanh(x) = x P(x^2)/Q(x^2) for |x| <= 9.02, beyond which it is 1 in single precision: one division
// and no exponential. The coefficients are the minimax solution of the relative error (least squares,
// reweighted until the errors are level, done for this file), 2.1e-8 before rounding; measured 3.2e-7.
inline float tanh_of(float x)
{
    float inside = x > 9.02f ? 9.02f : x;
    inside = inside < -9.02f ? -9.02f : inside;
    const float y = inside * inside;
    float p = 1.33190925e-8f;
    p = p * y + 2.05835022e-5f;
    p = p * y + 3.49403592e-3f;
    p = p * y + 0.133797199f;
    p = p * y + 1.0f;
    float q = 7.76202910e-7f;
    q = q * y + 3.28309514e-4f;
    q = q * y + 2.58710751e-2f;
    q = q * y + 0.467130333f;
    q = q * y + 1.0f;
    const float value = inside * p / q;
    const float below = value > 1.0f ? 1.0f : value;
    return below < -1.0f ? -1.0f : below;
}

}  // namespace dense

// The names below are what generated code calls; see functions.py.

#define DENSE_OWN_FUNCTION(name)                                                              \
    template <typename T>                                                                     \
    inline typename std::conditional<std::is_same<T, float>::value, float, double>::type      \
    _dense_##name(T x)                                                                        \
    {                                                                                         \
        typedef typename std::conditional<std::is_same<T, float>::value, float, double>::type \
            real;                                                                             \
        return dense::name##_of(static_cast<real>(x));                                        \
    }
DENSE_OWN_FUNCTION(exp)
DENSE_OWN_FUNCTION(expm1)
DENSE_OWN_FUNCTION(tanh)
#undef DENSE_OWN_FUNCTION

// Brian2's clip for models that are made without snn_cl's equation files: in the type of the value, so
// that a float loop stays a float loop. Of limits that cross, the upper one wins, as in numpy.
template <typename T, typename Low, typename High>
inline T _dense_clip(T value, Low low, High high)
{
    typedef typename std::conditional<std::is_floating_point<T>::value, T, double>::type real;
    const T above = value < static_cast<real>(low) ? static_cast<T>(low) : value;
    return above > static_cast<real>(high) ? static_cast<T>(high) : above;
}

// Powers stay in the type of the base; a small constant integer exponent becomes multiplications.
template <typename T, typename E>
inline typename std::conditional<
    std::is_same<T, float>::value && !std::is_same<E, double>::value, float, double>::type
_dense_power(T base, E exponent)
{
    typedef typename std::conditional<
        std::is_same<T, float>::value && !std::is_same<E, double>::value, float, double>::type real;
    const real x = static_cast<real>(base);
#if defined(__GNUC__)
    if (std::is_integral<E>::value && __builtin_constant_p(exponent) && exponent <= 8
        && exponent >= -8)
        return sizeof(real) == sizeof(float) ? __builtin_powif(x, static_cast<int>(exponent))
                                             : __builtin_powi(x, static_cast<int>(exponent));
#endif
    return std::pow(x, static_cast<real>(exponent));
}

// Steps in a time. Brian2's margin of a thousandth of a step is far beyond what rounding does, so a
// product will do for the division, which takes several times as long.
inline int64_t _dense_timestep(double t, double dt)
{
    return static_cast<int64_t>((t + 1e-3 * dt) * (1 / dt));
}

#define DENSE_TYPED_FUNCTION(name)                                     \
    template <typename T>                                              \
    inline auto _dense_##name(T x) -> decltype(std::name(x))           \
    {                                                                  \
        return std::name(x);                                           \
    }
DENSE_TYPED_FUNCTION(sin)
DENSE_TYPED_FUNCTION(cos)
DENSE_TYPED_FUNCTION(tan)
DENSE_TYPED_FUNCTION(sinh)
DENSE_TYPED_FUNCTION(cosh)
DENSE_TYPED_FUNCTION(asin)
DENSE_TYPED_FUNCTION(acos)
DENSE_TYPED_FUNCTION(atan)
DENSE_TYPED_FUNCTION(log)
DENSE_TYPED_FUNCTION(log10)
DENSE_TYPED_FUNCTION(log1p)
DENSE_TYPED_FUNCTION(sqrt)
DENSE_TYPED_FUNCTION(ceil)
DENSE_TYPED_FUNCTION(floor)
#undef DENSE_TYPED_FUNCTION

#endif
