namespace Ketascope.Solvers.Lanes;

/// <summary>A method that takes single steps: the control of the step size and of known times lies with the caller.</summary>
internal abstract unsafe class Stepper : IDisposable
{
    /// <summary>Makes a stepper.</summary>
    /// <param name="workspace">The shared buffers.</param>
    protected Stepper(LaneWorkspace workspace) => Workspace = workspace;

    /// <summary>The order of the error estimate plus one: the power of the step size with which the error falls.</summary>
    public abstract int ErrorOrder { get; }

    /// <summary>Whether the method's last stage is the next step's first.</summary>
    public abstract bool KnowsNewDerivative { get; }

    /// <summary>The shared buffers.</summary>
    protected LaneWorkspace Workspace { get; }

    /// <summary>
    /// Tries a step from <see cref="LaneWorkspace.State"/> to <see cref="LaneWorkspace.NewState"/>.
    /// </summary>
    /// <param name="time">The time at its start.</param>
    /// <param name="step">Its size.</param>
    /// <returns>The square of the error norm of the worst lane (1 is the tolerance; root mean square over the states, as CVODE's), infinity when not
    /// finite.</returns>
    public abstract double TryStep(double time, double step);

    /// <summary>The states within the step tried last.</summary>
    /// <param name="fraction">The fraction of the step.</param>
    /// <param name="destination">Where they go (padded).</param>
    public abstract void Interpolate(double fraction, double* destination);

    /// <summary>The estimated error of an element in the step tried last.</summary>
    /// <param name="element">Which element of the state buffer.</param>
    public abstract double ErrorOf(int element);

    /// <summary>Whether the matrix of the step tried last could be inverted in a lane; a method that needs no matrix says yes.</summary>
    /// <param name="lane">The lane.</param>
    public virtual bool IsRegular(int lane) => true;

    /// <summary>Tells that the step tried last was accepted: what belongs to its start is of no more use.</summary>
    public virtual void Accepted()
    {
    }

    /// <summary>Forgets what was kept from the last step: states, parameters or inputs have changed.</summary>
    public abstract void Forget();

    /// <inheritdoc/>
    public abstract void Dispose();
}
