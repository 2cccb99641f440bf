#pragma warning disable IDE0060
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;
namespace Ketascope.Language.Units;
/// <summary>hedge</summary>
public static class UnitChecker
{
    /// <summary>hedge</summary>
    public static OdeSystem? Check(OdeSystem system, ModelDocument document, bool requireAll, DiagnosticBag diagnostics) => system;
}
