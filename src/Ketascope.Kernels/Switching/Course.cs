namespace Ketascope.Kernels.Switching;

/// <summary>Between what a value lies, and between what its rate of change lies, while time goes from one moment to another.</summary>
/// <param name="Low">The least that it may be.</param>
/// <param name="High">The most.</param>
/// <param name="SlopeLow">The least rate of change; minus infinity where it may jump.</param>
/// <param name="SlopeHigh">The highest.</param>
internal readonly record struct Course(double Low, double High, double SlopeLow, double SlopeHigh)
{
    private static readonly (double Low, double High) s_any = (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Nothing is known.</summary>
    public static Course Anything => Of(s_any, s_any);

    /// <summary>Whether the value grows, or falls, all the time and without a jump.</summary>
    public bool IsMonotone => (SlopeLow > 0 && double.IsFinite(SlopeHigh)) || (SlopeHigh < 0 && double.IsFinite(SlopeLow));

    /// <summary>Whether it is one number all the time.</summary>
    public bool IsConstant => Low == High;

    /// <summary>The bounds of the value.</summary>
    public (double Low, double High) Value => (Low, High);

    /// <summary>The bounds of the rate of change.</summary>
    public (double Low, double High) Slope => (SlopeLow, SlopeHigh);

    /// <summary>A number.</summary>
    public static Course Constant(double value) => double.IsNaN(value) ? Anything : new Course(value, value, 0, 0);

    /// <summary>A course of bounds; bounds that are no numbers say nothing.</summary>
    public static Course Of((double Low, double High) value, (double Low, double High) slope)
    {
        (double Low, double High) v = Known(value), s = Known(slope);
        return new Course(v.Low, v.High, s.Low, s.High);
    }

    /// <summary>A course that may jump between bounds.</summary>
    public static Course Jumping(double low, double high) => low == high ? Constant(low) : Of((low, high), s_any);

    public static Course operator +(Course a, Course b) => Of(Add(a.Value, b.Value), Add(a.Slope, b.Slope));

    public static Course operator -(Course a, Course b) => a + (-b);

    public static Course operator -(Course a) => new(-a.High, -a.Low, -a.SlopeHigh, -a.SlopeLow);

    public static Course operator *(Course a, Course b) => Of(Multiply(a.Value, b.Value), Add(Multiply(a.Slope, b.Value), Multiply(a.Value, b.Slope)));

    public static Course operator /(Course a, Course b)
    {
        if (b.Low <= 0 && b.High >= 0)
        {
            return Anything;
        }

        (double, double) inverse = (1 / b.High, 1 / b.Low), ratio = Multiply(a.Value, inverse);
        (double Low, double High) lost = Multiply(ratio, b.Slope);
        return Of(ratio, Multiply(Add(a.Slope, (-lost.High, -lost.Low)), inverse));
    }

    /// <summary>The bounds of both.</summary>
    public static Course Hull(Course a, Course b) =>
        Of((Math.Min(a.Low, b.Low), Math.Max(a.High, b.High)), (Math.Min(a.SlopeLow, b.SlopeLow), Math.Max(a.SlopeHigh, b.SlopeHigh)));

    /// <summary>A function of this course that grows with it.</summary>
    /// <param name="function">The function.</param>
    /// <param name="derivative">Bounds of its derivative; null where they are not known.</param>
    public Course Growing(Func<double, double> function, (double Low, double High)? derivative = null) =>
        Of((function(Low), function(High)), Slope is (0, 0) ? (0, 0) : derivative is { } bounds ? Multiply(Slope, bounds) : s_any);

    /// <summary>The bounds of a sum.</summary>
    public static (double Low, double High) Add((double Low, double High) a, (double Low, double High) b) => (a.Low + b.Low, a.High + b.High);

    /// <summary>The bounds of a product.</summary>
    public static (double Low, double High) Multiply((double Low, double High) a, (double Low, double High) b)
    {
        double one = Product(a.Low, b.Low), two = Product(a.Low, b.High), three = Product(a.High, b.Low), four = Product(a.High, b.High);
        return (Math.Min(Math.Min(one, two), Math.Min(three, four)), Math.Max(Math.Max(one, two), Math.Max(three, four)));
    }

    private static double Product(double a, double b) => a == 0 || b == 0 ? 0 : a * b;

    private static (double Low, double High) Known((double Low, double High) bounds) => double.IsNaN(bounds.Low) || double.IsNaN(bounds.High) ? s_any : bounds;
}
