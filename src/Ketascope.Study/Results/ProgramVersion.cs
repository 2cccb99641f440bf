using System.Reflection;

namespace Ketascope.Study.Results;

/// <summary>The version that a manifest names.</summary>
public static class ProgramVersion
{
    /// <summary>The version of the program that a type belongs to, with the commit it was built from.</summary>
    /// <param name="type">The type.</param>
    public static string Of(Type type) => type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
