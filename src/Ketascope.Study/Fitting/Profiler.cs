using System.Collections.Immutable;

namespace Ketascope.Study.Fitting;

/// <summary>
/// Profiles likelihoods: each parameter is held at one value after the other while all others are fitted anew, and the ends of the interval are found by the secant
/// method on the signed root of the rise, which is nearly a straight line. Venzon and Moolgavkar (1988), Appl Stat 37:87, doi:10.2307/2347496, for the interval.
/// All problems, parameters and sides go on side by side.
/// </summary>
internal sealed class Profiler(LaneMinimizer minimizer, FitSettings settings)
{
    private const int MostRounds = 40;

    /// <summary>The profiles of each problem.</summary>
    /// <param name="best">The best searches.</param>
    /// <param name="information">What is known of their precision.</param>
    public ImmutableArray<LikelihoodProfile>[] Run(Search[] best, FitInformation[] information)
    {
        ProfileSide[][][] sides = [.. best.Select((search, i) => Sides(search, information[i]))];
        ProfileSide[] all = [.. sides.SelectMany(own => own).SelectMany(pair => pair)];
        for (int round = 0; round < MostRounds; round++)
        {
            ProfileSide[] open = [.. all.Where(side => !side.IsDone)];
            if (open.Length == 0)
            {
                break;
            }

            Search[] searches = [.. open.Select(side => side.Next(settings))];
            minimizer.Run(searches, FitStage.Profiles);
            for (int i = 0; i < open.Length; i++)
            {
                open[i].Take(searches[i]);
            }
        }

        return [.. sides.Select((own, i) => own.Select(pair => Profile(best[i], pair)).ToImmutableArray())];
    }

    private ProfileSide[][] Sides(Search best, FitInformation information)
    {
        if (best.State == SearchState.Impossible || best.Space.Problem.Observations.IsEmpty)
        {
            return [];
        }

        int[] components = [.. settings.Profile.Select(name => Array.FindIndex(best.Space.Free, i => best.Space.Problem.Parameters[i].Name == name))];
        return [.. components.Select(component =>
        {
            double error = information.StandardError(component);
            double reach = double.IsFinite(error) && error > 0 ? error : 0.1 * (double.IsInfinity(best.Space[component].LongestMove) ? Math.Max(1, Math.Abs(best.Place[component])) : 1);
            return new[] { new ProfileSide(best, component, -reach), new ProfileSide(best, component, reach) };
        })];
    }

    private static LikelihoodProfile Profile(Search best, ProfileSide[] pair)
    {
        ParameterScale scale = best.Space[pair[0].Component];
        IEnumerable<(double Place, double Rise)> points = pair.SelectMany(side => side.Points).Append((best.Place[pair[0].Component], 0)).DistinctBy(point => point.Item1).OrderBy(point => point.Item1);
        return new LikelihoodProfile(
            best.Space.Names[pair[0].Component], scale.ToValue(pair[0].End), scale.ToValue(pair[1].End), [.. points.Select(point => (scale.ToValue(point.Place), point.Rise))]);
    }
}

/// <summary>One side of the profile of one parameter.</summary>
internal sealed class ProfileSide
{
    private const double Near = 1e-4;
    private readonly Search _best;
    private readonly double _reach;
    private readonly List<(double Place, double Rise, double[] Others)> _points = [];
    private double _next;

    /// <summary>Begins a side.</summary>
    /// <param name="best">The minimum.</param>
    /// <param name="component">The parameter's component.</param>
    /// <param name="reach">One standard error on the parameter's scale, or a guess of it; its sign is the side.</param>
    public ProfileSide(Search best, int component, double reach)
    {
        (_best, Component, _reach) = (best, component, reach);
        _next = Inside(best.Place[component] + reach);
    }

    /// <summary>The parameter's component.</summary>
    public int Component { get; }

    /// <summary>Where the rise is that of the interval's end; not-a-number where it was not found.</summary>
    public double End { get; private set; } = double.NaN;

    /// <summary>Whether there is nothing more to do.</summary>
    public bool IsDone { get; private set; }

    /// <summary>The places and rises met.</summary>
    public IEnumerable<(double Place, double Rise)> Points => _points.Select(point => (point.Place, point.Rise));

    private double Minimum => _best.Space[Component].Minimum;

    private double Maximum => _best.Space[Component].Maximum;

    /// <summary>The next search, started at what fitted best nearby.</summary>
    public Search Next(FitSettings settings)
    {
        FitProblem problem = _best.Space.Problem;
        int held = _best.Space.Free[Component];
        ImmutableArray<FitParameter> parameters = problem.Parameters.SetItem(held, problem.Parameters[held] with { Start = _best.Space[Component].ToValue(_next), IsFixed = true });
        SearchSpace space = new(problem with { Parameters = parameters }, settings, _best.Space.EstimatesErrors);
        double[] near = _points.Count == 0 ? Others(_best.Place) : _points.MinBy(point => Math.Abs(point.Place - _next)).Others;
        return new Search(space, [.. near], _best.Variances, settings);
    }

    /// <summary>Takes the result of the search and decides where to go on.</summary>
    public void Take(Search search)
    {
        double rise = search.Value - _best.Value;
        if (search.State == SearchState.Impossible)
        {
            IsDone = true;
            return;
        }

        _points.Add((_next, rise, search.Place));
        if (Math.Abs(rise - LikelihoodProfile.Threshold) < Near)
        {
            (End, IsDone) = (_next, true);
            return;
        }

        double before = _next;
        _next = Inside(Ahead());
        IsDone = _next == before;
        End = IsDone && rise > LikelihoodProfile.Threshold ? _next : End;
    }

    // Between the innermost place above the threshold and the outermost below it, by the secant of the root of the rise; else further out.
    private double Ahead()
    {
        double root = Math.Sqrt(LikelihoodProfile.Threshold), centre = _best.Place[Component];
        (double Place, double Root) inner = _points.Where(point => point.Rise < LikelihoodProfile.Threshold).Select(point => (point.Place, Math.Sqrt(Math.Max(0, point.Rise))))
            .Append((centre, 0)).MaxBy(point => Math.Abs(point.Item1 - centre));
        (double Place, double Root)[] outside = [.. _points.Where(point => point.Rise > LikelihoodProfile.Threshold && Math.Abs(point.Place - centre) > Math.Abs(inner.Place - centre))
            .Select(point => (point.Place, Math.Sqrt(point.Rise)))];
        if (outside.Length == 0)
        {
            double distance = inner.Place - centre, wanted = inner.Root > 0 ? distance * root / inner.Root * 1.05 : 2 * distance;
            double least = 0.25 * Math.Abs(_reach), most = Math.Max(4 * Math.Abs(distance), Math.Abs(_reach));
            return centre + (Math.Sign(_reach) * Math.Clamp(Math.Abs(wanted), Math.Abs(distance) + least, Math.Max(most, Math.Abs(distance) + least)));
        }

        (double Place, double Root) outer = outside.MinBy(point => Math.Abs(point.Place - centre));
        double share = Math.Clamp((root - inner.Root) / (outer.Root - inner.Root), 0.02, 0.98);
        return inner.Place + (share * (outer.Place - inner.Place));
    }

    private double Inside(double place) => Math.Clamp(place, Minimum, Maximum);

    private double[] Others(double[] place) => [.. place.Where((_, j) => j != Component)];
}
