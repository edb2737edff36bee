using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Types;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>SET of variables, and the values in DECLARE: the declaring itself was done when the batch began.</summary>
internal static class VariableStatements
{
    public static void Run(DeclareVariableStatement declare, Batch batch)
    {
        foreach (DeclareVariableElement element in declare.Declarations.Where(element => element.Value is not null))
        {
            Variable variable = batch.Variables[element.VariableName.Value];
            variable.Value = batch.Evaluate(element.Value, variable.Type);
        }
    }

    public static void Run(SetVariableStatement set, Batch batch)
    {
        if (set.CursorDefinition is not null || set.FunctionCallExists || set.Identifier is not null)
            throw SqlErrors.NotKnown("cursors and methods of variables");
        Variable variable = batch.Variables[set.Variable.Name];
        if (set.AssignmentKind == AssignmentKind.Equals)
        {
            variable.Value = batch.Evaluate(set.Expression, variable.Type);
        }
        else
        {
            (PreparedStatement statement, bool _) = batch.Prepare(set, translation =>
            {
                var translator = new ExpressionTranslator(translation, scope: null);
                Scalar value = CompoundAssignment.Value(set.Variable, set.AssignmentKind, set.Expression, translator);
                return ($"SELECT {Coercion.To(value, variable.Type).Sql}", true);
            });
            variable.Value = SqliteTypes.FromSqlite(variable.Type, statement.Value());
        }

        batch.Session.Outcome.RowCount = 1;
    }
}
