using System.Text;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Procedures;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>EXEC of a text, and of the system procedures there are.</summary>
internal static class ExecuteStatements
{
    private static readonly string[] SystemSchemas = ["", "dbo", "sys"];

    public static Task RunAsync(ExecuteStatement execute, Batch batch)
    {
        ExecuteSpecification specification = execute.ExecuteSpecification;
        if (specification.LinkedServer is not null || specification.ExecuteContext is not null)
            throw SqlErrors.NotKnown("EXEC ... AT and AS");
        if (execute.Options.Any(option => option.OptionKind != ExecuteOptionKind.Recompile))
            throw SqlErrors.NotKnown("EXEC ... WITH RESULT SETS");
        return specification.ExecutableEntity switch
        {
            ExecutableStringList list when list.Parameters.Count == 0 => RunTextAsync(list, batch),
            ExecutableProcedureReference { AdHocDataSource: null } procedure => RunProcedureAsync(procedure, specification.Variable, batch),
            _ => throw SqlErrors.NotKnown("this form of EXEC"),
        };
    }

    private static Task RunTextAsync(ExecutableStringList list, Batch batch)
    {
        var text = new StringBuilder();
        foreach (ValueExpression part in list.Strings)
            text.Append(batch.Evaluate(part, TdsType.NVarCharMax) as string);
        return NestedBatch.RunAsync(text.ToString(), new Variables(), batch);
    }

    private static async Task RunProcedureAsync(ExecutableProcedureReference reference, VariableReference? returned, Batch batch)
    {
        SchemaObjectName? name = reference.ProcedureReference.ProcedureReference?.Name;
        string written = name is null
            ? batch.Evaluate(reference.ProcedureReference.ProcedureVariable, TdsType.NVarChar(4000)) as string ?? ""
            : string.Join('.', name.Identifiers.Select(part => part.Value));
        string[] parts = written.Split('.');
        SystemProcedure procedure = SystemProcedures.Find(parts[^1]) is { } found && (parts.Length < 2 || SystemSchemas.Contains(parts[^2], StringComparer.OrdinalIgnoreCase))
            ? found
            : throw Unknown(parts[^1], written);

        var call = new ProcedureCall(written, reference.Parameters, batch);
        int result = await procedure.RunAsync(call);
        if (returned is not null)
            batch.Variables[returned.Name].Value = Types.Conversions.Convert(result, TdsType.Int, batch.Variables[returned.Name].Type);
    }

    // sp_ and xp_ are names of Microsoft's: one that is not here may well be there.
    private static SqlErrorException Unknown(string name, string written) =>
        name.StartsWith("sp_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("xp_", StringComparison.OrdinalIgnoreCase)
            ? SqlErrors.NotKnown($"the procedure {written}")
            : SqlErrors.UnknownProcedure(written);
}
