using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;

namespace Ketascope.Solvers.Lanes;

/// <summary>An error estimate that lacks its last term: partial sum + weight times slope.</summary>
/// <param name="partial">The sum of the other terms.</param>
/// <param name="slope">The last slope.</param>
/// <param name="weight">Its weight.</param>
internal readonly unsafe struct ErrorSum(double* partial, double* slope, double weight)
{
    /// <summary>The sum of the other terms.</summary>
    public double* Partial { get; } = partial;

    /// <summary>The last slope.</summary>
    public double* Slope { get; } = slope;

    /// <summary>Its weight.</summary>
    public double Weight { get; } = weight;
}

/// <summary>
/// The element-wise loops of the steppers over padded buffers. They are written for 512 bits; the JIT splits each operation in two or four where the hardware
/// has less.
/// </summary>
/// <remarks>
/// All counts are multiples of 8. One loop for each number of terms keeps the weights in registers and reads every buffer once. The loops are compiled with
/// full optimization at once: a short run would otherwise spend most of its time in code ten times slower, before the runtime gets round to it.
/// </remarks>
internal static unsafe class VectorLoops
{
    /// <summary>Destination = origin + sum of weights times slopes.</summary>
    /// <param name="destination">Where the result goes.</param>
    /// <param name="origin">What the terms are added to.</param>
    /// <param name="slopes">The buffers of the terms.</param>
    /// <param name="weights">Their weights.</param>
    /// <param name="sizes">The number of terms and the number of elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(double* destination, double* origin, double** slopes, double* weights, (int Terms, int Count) sizes)
    {
        int terms = sizes.Terms;
        while (terms > 7)
        {
            Combine7(destination, origin, slopes, weights, sizes.Count);
            origin = destination;
            slopes += 7;
            weights += 7;
            terms -= 7;
        }

        switch (terms)
        {
            case 0: Buffer.MemoryCopy(origin, destination, sizes.Count * sizeof(double), sizes.Count * sizeof(double)); break;
            case 1: Combine1(destination, origin, slopes, weights, sizes.Count); break;
            case 2: Combine2(destination, origin, slopes, weights, sizes.Count); break;
            case 3: Combine3(destination, origin, slopes, weights, sizes.Count); break;
            case 4: Combine4(destination, origin, slopes, weights, sizes.Count); break;
            case 5: Combine5(destination, origin, slopes, weights, sizes.Count); break;
            case 6: Combine6(destination, origin, slopes, weights, sizes.Count); break;
            default: Combine7(destination, origin, slopes, weights, sizes.Count); break;
        }
    }

    /// <summary>
    /// Destination = origin + sum of weights times slopes, and in the same pass a second sum of the same slopes without an origin: each slope is read once.
    /// </summary>
    /// <param name="destinations">Where the two results go.</param>
    /// <param name="origin">What the terms of the first are added to.</param>
    /// <param name="slopes">The buffers of the terms.</param>
    /// <param name="weights">The weights of the first, followed by those of the second.</param>
    /// <param name="sizes">The number of terms and the number of elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CombineTwo(double** destinations, double* origin, double** slopes, double* weights, (int Terms, int Count) sizes)
    {
        if (sizes.Terms == 6)
        {
            CombineTwo6(destinations, origin, slopes, weights, sizes.Count);
            return;
        }

        for (int i = 0; i < sizes.Count; i += 8)
        {
            Vector512<double> sum = Load(origin + i), other = Vector512<double>.Zero;
            for (int term = 0; term < sizes.Terms; term++)
            {
                Vector512<double> slope = Load(slopes[term] + i);
                sum = MultiplyAddEstimate(slope, Create(weights[term]), sum);
                other = MultiplyAddEstimate(slope, Create(weights[sizes.Terms + term]), other);
            }

            sum.Store(destinations[0] + i);
            other.Store(destinations[1] + i);
        }
    }

    /// <summary>The sum over the states of (error/(atol + rtol max(|before|, |after|)))^2, for each place of a vector.</summary>
    /// <param name="before">The states at the start of the step.</param>
    /// <param name="after">The states at its end.</param>
    /// <param name="error">The errors.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="tolerances">The relative and the absolute tolerances.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<double> ScaledSquares(
        double* before, double* after, ErrorSum error, int count, Tolerances tolerances)
    {
        Vector512<double> relative = Create(tolerances.Relative), weight = Create(error.Weight);
        double* absolute = tolerances.Absolute;
        Vector512<double> sum = Vector512<double>.Zero, other = Vector512<double>.Zero;
        int i = 0;

        // Divisions cost more than all the rest: two ratios share one.
        for (; i + 8 < count; i += 16)
        {
            Vector512<double> scale = Scale(before + i, after + i, relative, absolute + i),
                nextScale = Scale(before + i + 8, after + i + 8, relative, absolute + i + 8);
            Vector512<double> value = MultiplyAddEstimate(Load(error.Slope + i), weight, Load(error.Partial + i));
            Vector512<double> next = MultiplyAddEstimate(Load(error.Slope + i + 8), weight, Load(error.Partial + i + 8));
            Vector512<double> reciprocal = Vector512<double>.One / (scale * nextScale);
            Vector512<double> ratio = value * nextScale * reciprocal, nextRatio = next * scale * reciprocal;
            sum = MultiplyAddEstimate(ratio, ratio, sum);
            other = MultiplyAddEstimate(nextRatio, nextRatio, other);
        }

        if (i < count)
        {
            Vector512<double> ratio =
                MultiplyAddEstimate(Load(error.Slope + i), weight, Load(error.Partial + i)) / Scale(before + i, after + i, relative, absolute + i);
            sum = MultiplyAddEstimate(ratio, ratio, sum);
        }

        return sum + other;
    }

    /// <summary>Destination += addend.</summary>
    /// <param name="destination">What is added to.</param>
    /// <param name="addend">What is added.</param>
    /// <param name="count">The number of elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddTo(double* destination, double* addend, int count)
    {
        for (int i = 0; i < count; i += 8)
        {
            (Load(destination + i) + Load(addend + i)).Store(destination + i);
        }
    }

    /// <summary>The sum over the states of (value/(atol + rtol |state|))^2, for each place of a vector.</summary>
    /// <param name="values">The values.</param>
    /// <param name="subtracted">What is subtracted from them first.</param>
    /// <param name="state">The states.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="tolerances">The relative and the absolute tolerances.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<double> ScaledDifference(double* values, double* subtracted, double* state, int count, Tolerances tolerances)
    {
        Vector512<double> sum = Vector512<double>.Zero;
        for (int i = 0; i < count; i += 8)
        {
            Vector512<double> ratio =
                (Load(values + i) - Load(subtracted + i)) / ((Abs(Load(state + i)) * tolerances.Relative) + Load(tolerances.Absolute + i));
            sum += ratio * ratio;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Scale(double* before, double* after, Vector512<double> relative, double* absolute) =>
        MultiplyAddEstimate(MaxNative(Abs(Load(before)), Abs(Load(after))), relative, Load(absolute));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CombineTwo6(double** destinations, double* origin, double** k, double* w, int count)
    {
        double* k0 = k[0], k1 = k[1], k2 = k[2], k3 = k[3], k4 = k[4], k5 = k[5];
        double* v = w + 6, destination = destinations[0], second = destinations[1];
        Vector512<double> w0 = Create(w[0]), w1 = Create(w[1]), w2 = Create(w[2]), w3 = Create(w[3]), w4 = Create(w[4]), w5 = Create(w[5]);
        Vector512<double> v0 = Create(v[0]), v1 = Create(v[1]), v2 = Create(v[2]), v3 = Create(v[3]), v4 = Create(v[4]), v5 = Create(v[5]);
        for (int i = 0; i < count; i += 8)
        {
            Vector512<double> slope = Load(k0 + i);
            Vector512<double> sum = MultiplyAddEstimate(slope, w0, Load(origin + i)), other = slope * v0;
            slope = Load(k1 + i);
            (sum, other) = (MultiplyAddEstimate(slope, w1, sum), MultiplyAddEstimate(slope, v1, other));
            slope = Load(k2 + i);
            (sum, other) = (MultiplyAddEstimate(slope, w2, sum), MultiplyAddEstimate(slope, v2, other));
            slope = Load(k3 + i);
            (sum, other) = (MultiplyAddEstimate(slope, w3, sum), MultiplyAddEstimate(slope, v3, other));
            slope = Load(k4 + i);
            (sum, other) = (MultiplyAddEstimate(slope, w4, sum), MultiplyAddEstimate(slope, v4, other));
            slope = Load(k5 + i);
            MultiplyAddEstimate(slope, w5, sum).Store(destination + i);
            MultiplyAddEstimate(slope, v5, other).Store(second + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine1(double* destination, double* origin, double** k, double* w, int count)
    {
        double* k0 = k[0];
        Vector512<double> w0 = Create(w[0]);
        for (int i = 0; i < count; i += 8)
        {
            MultiplyAddEstimate(Load(k0 + i), w0, Load(origin + i)).Store(destination + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine2(double* destination, double* origin, double** k, double* w, int count)
    {
        double* k0 = k[0], k1 = k[1];
        Vector512<double> w0 = Create(w[0]), w1 = Create(w[1]);
        for (int i = 0; i < count; i += 8)
        {
            Vector512<double> sum = MultiplyAddEstimate(Load(k0 + i), w0, Load(origin + i));
            MultiplyAddEstimate(Load(k1 + i), w1, sum).Store(destination + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine3(double* destination, double* origin, double** k, double* w, int count)
    {
        double* k0 = k[0], k1 = k[1], k2 = k[2];
        Vector512<double> w0 = Create(w[0]), w1 = Create(w[1]), w2 = Create(w[2]);
        for (int i = 0; i < count; i += 8)
        {
            Vector512<double> sum = MultiplyAddEstimate(Load(k0 + i), w0, Load(origin + i));
            sum = MultiplyAddEstimate(Load(k1 + i), w1, sum);
            MultiplyAddEstimate(Load(k2 + i), w2, sum).Store(destination + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine4(double* destination, double* origin, double** k, double* w, int count)
    {
        double* k0 = k[0], k1 = k[1], k2 = k[2], k3 = k[3];
        Vector512<double> w0 = Create(w[0]), w1 = Create(w[1]), w2 = Create(w[2]), w3 = Create(w[3]);
        for (int i = 0; i < count; i += 8)
        {
            Vector512<double> sum = MultiplyAddEstimate(Load(k0 + i), w0, Load(origin + i));
            sum = MultiplyAddEstimate(Load(k1 + i), w1, sum);
            sum = MultiplyAddEstimate(Load(k2 + i), w2, sum);
            MultiplyAddEstimate(Load(k3 + i), w3, sum).Store(destination + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine5(double* destination, double* origin, double** k, double* w, int count)
    {
        double* k0 = k[0], k1 = k[1], k2 = k[2], k3 = k[3], k4 = k[4];
        Vector512<double> w0 = Create(w[0]), w1 = Create(w[1]), w2 = Create(w[2]), w3 = Create(w[3]), w4 = Create(w[4]);
        for (int i = 0; i < count; i += 8)
        {
            Vector512<double> sum = MultiplyAddEstimate(Load(k0 + i), w0, Load(origin + i));
            sum = MultiplyAddEstimate(Load(k1 + i), w1, sum);
            sum = MultiplyAddEstimate(Load(k2 + i), w2, sum);
            sum = MultiplyAddEstimate(Load(k3 + i), w3, sum);
            MultiplyAddEstimate(Load(k4 + i), w4, sum).Store(destination + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine6(double* destination, double* origin, double** k, double* w, int count)
    {
        double* k0 = k[0], k1 = k[1], k2 = k[2], k3 = k[3], k4 = k[4], k5 = k[5];
        Vector512<double> w0 = Create(w[0]), w1 = Create(w[1]), w2 = Create(w[2]), w3 = Create(w[3]), w4 = Create(w[4]), w5 = Create(w[5]);
        for (int i = 0; i < count; i += 8)
        {
            Vector512<double> sum = MultiplyAddEstimate(Load(k0 + i), w0, Load(origin + i));
            sum = MultiplyAddEstimate(Load(k1 + i), w1, sum);
            sum = MultiplyAddEstimate(Load(k2 + i), w2, sum);
            sum = MultiplyAddEstimate(Load(k3 + i), w3, sum);
            sum = MultiplyAddEstimate(Load(k4 + i), w4, sum);
            MultiplyAddEstimate(Load(k5 + i), w5, sum).Store(destination + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine7(double* destination, double* origin, double** k, double* w, int count)
    {
        double* k0 = k[0], k1 = k[1], k2 = k[2], k3 = k[3], k4 = k[4], k5 = k[5], k6 = k[6];
        Vector512<double> w0 = Create(w[0]), w1 = Create(w[1]), w2 = Create(w[2]), w3 = Create(w[3]), w4 = Create(w[4]), w5 = Create(w[5]), w6 = Create(w[6]);
        for (int i = 0; i < count; i += 8)
        {
            Vector512<double> sum = MultiplyAddEstimate(Load(k0 + i), w0, Load(origin + i));
            sum = MultiplyAddEstimate(Load(k1 + i), w1, sum);
            sum = MultiplyAddEstimate(Load(k2 + i), w2, sum);
            sum = MultiplyAddEstimate(Load(k3 + i), w3, sum);
            sum = MultiplyAddEstimate(Load(k4 + i), w4, sum);
            sum = MultiplyAddEstimate(Load(k5 + i), w5, sum);
            MultiplyAddEstimate(Load(k6 + i), w6, sum).Store(destination + i);
        }
    }
}
