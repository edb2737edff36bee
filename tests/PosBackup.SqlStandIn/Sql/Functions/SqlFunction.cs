using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>What a call of a function computes; the values are CLR values of the parameters' types.</summary>
internal delegate object? FunctionBody(SessionContext session, object?[] arguments);

/// <summary>A built-in scalar function of T-SQL, computed here when SQLite calls for it.</summary>
/// <param name="Name">Upper case.</param>
/// <param name="Parameters">The last one holds for all that follow.</param>
/// <param name="Result">Result type from the types of the arguments (after they were brought to the parameters' types).</param>
/// <param name="Bind">The body for arguments of these types.</param>
internal sealed record SqlFunction(
    string Name, IReadOnlyList<Parameter> Parameters, Func<IReadOnlyList<TdsType>, TdsType> Result, Func<IReadOnlyList<TdsType>, FunctionBody> Bind)
{
    /// <summary>Fewest arguments; by default one for each parameter.</summary>
    public int Least { get; init; } = Parameters.Count;

    /// <summary>Most arguments; by default one for each parameter.</summary>
    public int Most { get; init; } = Parameters.Count;

    /// <summary>First major version that knows the function.</summary>
    public int Since { get; init; } = 10;

    /// <summary>Whether equal arguments always give equal results, so that SQLite may call once for many rows.</summary>
    public bool IsPure { get; init; } = true;

    /// <summary>Whether one NULL argument makes the result NULL without a call.</summary>
    public bool NullIfAnyNull { get; init; } = true;

    /// <summary>Whether the first argument is a bare word (a date part).</summary>
    public bool TakesDatePart { get; init; }

    /// <summary>Whether it is T-SQL's own word and not one that the translator made up.</summary>
    public bool IsPublic { get; init; } = true;

    public Parameter ParameterAt(int index) => Parameters[Math.Min(index, Parameters.Count - 1)];

    /// <summary>A function whose result type does not depend on its arguments.</summary>
    public static SqlFunction Of(string name, TdsType result, IReadOnlyList<Parameter> parameters, FunctionBody body) =>
        new(name, parameters, _ => result, _ => body);

    /// <summary>A function whose result has the type of one of its arguments.</summary>
    public static SqlFunction Like(string name, IReadOnlyList<Parameter> parameters, FunctionBody body, int argument = 0) =>
        new(name, parameters, types => types[argument], _ => body);
}
