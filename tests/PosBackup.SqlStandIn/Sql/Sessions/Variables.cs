using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Sessions;

/// <summary>The variables of one batch: names without regard to case, values as CLR values of their types.</summary>
internal sealed class Variables
{
    private readonly Dictionary<string, Variable> _byName = new(StringComparer.OrdinalIgnoreCase);

    public Variable Declare(string name, TdsType type, object? value = null)
    {
        var variable = new Variable(name, type) { Value = value };
        return _byName.TryAdd(name, variable) ? variable : throw SqlErrors.VariableDeclaredTwice(name);
    }

    public Variable? Find(string name) => _byName.GetValueOrDefault(name);

    /// <exception cref="SqlErrorException">137.</exception>
    public Variable this[string name] => Find(name) ?? throw SqlErrors.UndeclaredVariable(name);
}

/// <summary>A declared variable. The name has its @.</summary>
internal sealed class Variable(string name, TdsType type)
{
    public string Name { get; } = name;

    public TdsType Type { get; } = type;

    public object? Value { get; set; }
}
