using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Parsing;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Procedures;

/// <summary>sp_executesql inside T-SQL: a text with parameters of its own.</summary>
internal static class ExecuteSql
{
    public static SystemProcedure Procedure { get; } = new("sp_executesql", RunAsync);

    private static async Task<int> RunAsync(ProcedureCall call)
    {
        string text = call.Text(0, "@stmt");
        IReadOnlyList<ProcedureParameter> declared = call.Has(1, "@params") ? ParameterLists.Parse(call.Text(1, "@params"), call.Session.Parser) : [];
        var variables = new Variables();
        var outputs = new List<(Variable Inner, Variable Outer)>();
        for (int i = 0; i < declared.Count; i++)
        {
            ProcedureParameter parameter = declared[i];
            TdsType type = TypeNames.InDeclaration(parameter.DataType, i + 1);
            ExecuteParameter given = Given(call, i, parameter.VariableName.Value);
            Variable inner = variables.Declare(parameter.VariableName.Value, type, call.Value(given, type));
            if (given is { IsOutput: true, ParameterValue: VariableReference target })
                outputs.Add((inner, call.Batch.Variables[target.Name]));
        }

        await NestedBatch.RunAsync(text, variables, call.Batch);
        foreach ((Variable inner, Variable outer) in outputs)
            outer.Value = Conversions.Convert(inner.Value, inner.Type, outer.Type);
        return 0;
    }

    // Arguments behind @stmt and @params: by name, else by place.
    private static ExecuteParameter Given(ProcedureCall call, int index, string name) =>
        call.Parameters.Skip(2).FirstOrDefault(parameter => parameter.Variable is { } given && given.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? (call.Parameters.Count > index + 2 && call.Parameters[index + 2].Variable is null ? call.Parameters[index + 2] : null)
        ?? throw new SqlErrorException(new SqlMessage(8178, 16, 1,
            $"The parameterized query expects the parameter '{name}', which was not supplied."));
}
