using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Queries;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>SELECT: rows to the client, values into variables, or a new table.</summary>
internal static class SelectStatements
{
    private const int RowsBetweenFlushes = 512;

    // Each of these chooses among plans that give the same rows.
    private static readonly HashSet<OptimizerHintKind> PlanHints =
    [
        OptimizerHintKind.Recompile, OptimizerHintKind.MaxDop, OptimizerHintKind.Fast, OptimizerHintKind.HashJoin, OptimizerHintKind.LoopJoin,
        OptimizerHintKind.MergeJoin, OptimizerHintKind.ForceOrder, OptimizerHintKind.KeepPlan, OptimizerHintKind.KeepFixedPlan,
        OptimizerHintKind.RobustPlan, OptimizerHintKind.OptimizeFor, OptimizerHintKind.HashGroup, OptimizerHintKind.OrderGroup,
    ];

    public static Task RunAsync(SelectStatement select, Batch batch)
    {
        RefuseHints(select);
        if (select.Into is not null)
        {
            SelectIntoStatements.Run(select, batch);
            return Task.CompletedTask;
        }

        (PreparedStatement statement, TranslatedQuery query) = batch.Prepare(select, translation =>
        {
            TranslatedQuery translated = Translate(select, translation);
            return (translated.Sql, translated);
        });
        if (query.Assigned.Count == 0)
            return SendAsync(statement, query.Columns, batch);
        Assign(statement, query, batch);
        return Task.CompletedTask;
    }

    public static TranslatedQuery Translate(SelectStatement select, Translation translation) =>
        new QueryTranslator(translation, new CommonTables(translation).Translate(select.WithCtesAndXmlNamespaces)).Translate(select.QueryExpression);

    /// <summary>OPTION (...): what only guides a plan is passed over, anything else is refused, a limit of recursion (there is none) among it.</summary>
    public static void RefuseHints(StatementWithCtesAndXmlNamespaces statement)
    {
        foreach (OptimizerHint hint in statement.OptimizerHints.Where(hint => !PlanHints.Contains(hint.HintKind) && !IsNoLimit(hint)))
            throw SqlErrors.NotKnown($"the query hint {hint.HintKind}");
    }

    private static bool IsNoLimit(OptimizerHint hint) => hint is LiteralOptimizerHint { HintKind: OptimizerHintKind.MaxRecursion, Value.Value: "0" };

    /// <summary>Rows and DONE.</summary>
    public static async Task SendAsync(PreparedStatement statement, IReadOnlyList<ResultColumn> columns, Batch batch)
    {
        using SqliteDataReader reader = statement.Query();
        bool more = Next(reader);
        batch.Response.Columns([.. columns.Select(column => new TdsColumn(column.Name ?? "", column.Value.Type, column.Value.Nullable))]);
        SessionContext session = batch.Session;
        long most = session.Options.RowCount == 0 ? long.MaxValue : session.Options.RowCount;
        long count = 0;
        for (; more && count < most; more = Next(reader))
        {
            batch.Response.Row(Cut(Read(reader, columns), columns, session.Options.TextSize));
            if (++count % RowsBetweenFlushes == 0)
            {
                await batch.Response.FlushAsync();
                batch.Attention.ThrowIfCancellationRequested();
            }
        }

        session.Outcome.RowCount = count;
        batch.Response.Done(DoneCodes.Select, session.Options.NoCount ? null : count);
    }

    /// <summary>The row on which the reader stands, as CLR values.</summary>
    public static object?[] Read(SqliteDataReader reader, IReadOnlyList<ResultColumn> columns)
    {
        object?[] row = new object?[columns.Count];
        for (int i = 0; i < row.Length; i++)
            row[i] = reader.IsDBNull(i) ? null : SqliteTypes.FromSqlite(columns[i].Value.Type, reader.GetValue(i));
        return row;
    }

    private static object?[] Cut(object?[] row, IReadOnlyList<ResultColumn> columns, int textSize)
    {
        for (int i = 0; i < row.Length && textSize < int.MaxValue; i++)
        {
            int size = columns[i].Value.Type.Code is SqlTypeCode.NVarChar or SqlTypeCode.NText ? textSize / sizeof(char) : textSize;
            bool isLong = columns[i].Value.Type is { Length: < 0 } or { Code: SqlTypeCode.NText or SqlTypeCode.Text or SqlTypeCode.Image };
            row[i] = row[i] switch
            {
                string text when isLong && text.Length > size => text[..size],
                byte[] bytes when isLong && bytes.Length > size => bytes[..size],
                var value => value,
            };
        }

        return row;
    }

    // SQLite has no asynchronous reading: the Async methods only look like it.
    private static bool Next(SqliteDataReader reader) => reader.Read();

    private static void Assign(PreparedStatement statement, TranslatedQuery query, Batch batch)
    {
        long count = 0;
        using SqliteDataReader reader = statement.Query();
        while (reader.Read())
        {
            object?[] row = Read(reader, query.Columns);
            for (int i = 0; i < row.Length; i++)
                batch.Variables[query.Assigned[i]].Value = row[i];
            count++;
        }

        batch.Session.Outcome.RowCount = count;
        batch.Response.Done(DoneCodes.Select, rowCount: null);
    }
}
