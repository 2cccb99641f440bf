using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;

namespace Ketascope.Solvers.Stepping;

/// <summary>
/// The element-wise loops of the steppers over padded buffers. They are written for 512 bits; the JIT splits each operation in two or four where the hardware has less.
/// </summary>
/// <remarks>All counts are multiples of 8. One loop for each number of terms keeps the weights in registers and reads every buffer once.</remarks>
internal static unsafe class VectorLoops
{
    /// <summary>Destination = origin + sum of weights times slopes.</summary>
    /// <param name="destination">Where the result goes.</param>
    /// <param name="origin">What the terms are added to.</param>
    /// <param name="slopes">The buffers of the terms.</param>
    /// <param name="weights">Their weights.</param>
    /// <param name="sizes">The number of terms and the number of elements.</param>
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
    /// The sum over the states of (error/(atol + rtol max(|before|, |after|)))^2, for each place of a vector; the error is a weighted sum of slopes.
    /// </summary>
    /// <param name="before">The states at the start of the step.</param>
    /// <param name="after">The states at its end.</param>
    /// <param name="slopes">The buffers of the terms.</param>
    /// <param name="weights">Their weights.</param>
    /// <param name="sizes">The number of terms and the number of elements.</param>
    /// <param name="tolerances">The relative and the absolute tolerance.</param>
    public static Vector512<double> ScaledSquares(
        double* before, double* after, double** slopes, double* weights, (int Terms, int Count) sizes, (double Relative, double Absolute) tolerances)
    {
        Vector512<double> relative = Create(tolerances.Relative), absolute = Create(tolerances.Absolute);
        Vector512<double> sum = Vector512<double>.Zero;
        for (int i = 0; i < sizes.Count; i += 8)
        {
            Vector512<double> error = Load(slopes[0] + i) * weights[0];
            for (int term = 1; term < sizes.Terms; term++)
            {
                error = Add(error, Load(slopes[term] + i), weights[term]);
            }

            Vector512<double> size = MaxNative(Abs(Load(before + i)), Abs(Load(after + i)));
            Vector512<double> ratio = error / MultiplyAddEstimate(size, relative, absolute);
            sum = MultiplyAddEstimate(ratio, ratio, sum);
        }

        return sum;
    }

    /// <summary>Destination += addend.</summary>
    /// <param name="destination">What is added to.</param>
    /// <param name="addend">What is added.</param>
    /// <param name="count">The number of elements.</param>
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
    /// <param name="tolerances">The relative and the absolute tolerance.</param>
    public static Vector512<double> ScaledDifference(double* values, double* subtracted, double* state, int count, (double Relative, double Absolute) tolerances)
    {
        Vector512<double> sum = Vector512<double>.Zero;
        for (int i = 0; i < count; i += 8)
        {
            Vector512<double> ratio = (Load(values + i) - Load(subtracted + i)) / ((Abs(Load(state + i)) * tolerances.Relative) + Create(tolerances.Absolute));
            sum += ratio * ratio;
        }

        return sum;
    }

    private static Vector512<double> Add(Vector512<double> sum, Vector512<double> slope, double weight) => MultiplyAddEstimate(slope, Create(weight), sum);

    private static void Combine1(double* destination, double* origin, double** k, double* w, int count)
    {
        double* k0 = k[0];
        Vector512<double> w0 = Create(w[0]);
        for (int i = 0; i < count; i += 8)
        {
            MultiplyAddEstimate(Load(k0 + i), w0, Load(origin + i)).Store(destination + i);
        }
    }

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
