using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace PosBackup.SqlStandIn.Backups.Statements;

/// <summary>Literals and variables of a BACKUP or RESTORE statement, as the language around it evaluates them.</summary>
/// <param name="evaluate">Gives an expression's value as a CLR value; null for NULL.</param>
public sealed class StatementValues(Func<ScalarExpression, object?> evaluate)
{
    /// <summary>Value of an expression as it is.</summary>
    public object? Value(ScalarExpression expression) => evaluate(expression);

    /// <summary>Text of an expression; empty for none and for NULL.</summary>
    public string Text(ScalarExpression? expression) =>
        expression is null ? "" : Convert.ToString(evaluate(expression), CultureInfo.InvariantCulture) ?? "";

    /// <summary>Whole number of an expression; null for none.</summary>
    public long? Number(ScalarExpression? expression) =>
        expression is null ? null : Convert.ToInt64(evaluate(expression), CultureInfo.InvariantCulture);

    /// <summary>A name that is written out or held by a variable.</summary>
    public string Name(IdentifierOrValueExpression? name) =>
        name switch
        {
            null => "",
            { ValueExpression: { } value } => Text(value),
            _ => name.Identifier.Value,
        };
}
