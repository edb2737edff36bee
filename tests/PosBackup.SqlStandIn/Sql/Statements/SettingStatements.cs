using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Tables;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>SET options. Those whose other setting would change results are refused in that setting.</summary>
internal static class SettingStatements
{
    // On is what the stand-in always does.
    private const SetOptions AlwaysOn = SetOptions.AnsiNulls | SetOptions.AnsiPadding | SetOptions.AnsiWarnings | SetOptions.ConcatNullYieldsNull | SetOptions.AnsiNullDfltOn;
    private const SetOptions AlwaysOff = SetOptions.ImplicitTransactions | SetOptions.NoExec | SetOptions.FmtOnly | SetOptions.ParseOnly | SetOptions.ShowPlanAll
        | SetOptions.ShowPlanText | SetOptions.ShowPlanXml | SetOptions.AnsiNullDfltOff | SetOptions.CursorCloseOnCommit | SetOptions.NumericRoundAbort
        | SetOptions.ArithIgnore | SetOptions.ForcePlan | SetOptions.RemoteProcTransactions | SetOptions.NoBrowsetable | SetOptions.DisableDefCnstChk;

    // With ANSI_WARNINGS on, as it always is here, ARITHABORT is as good as on whatever it says (since compatibility level 90).
    private const SetOptions WithoutEffect = SetOptions.ArithAbort;

    public static void Run(TSqlStatement statement, Batch batch)
    {
        switch (statement)
        {
            case PredicateSetStatement predicate:
                Set(predicate, batch);
                break;
            case SetCommandStatement commands:
                foreach (SetCommand command in commands.Commands)
                    Set(command as GeneralSetCommand ?? throw SqlErrors.NotKnown($"SET {command.GetType().Name}"), batch);
                break;
            case SetRowCountStatement rows:
                Change(batch, options => options with { RowCount = Convert.ToInt64(batch.Evaluate(rows.NumberRows, TdsType.BigInt), CultureInfo.InvariantCulture) });
                break;
            case SetTransactionIsolationLevelStatement { Level: IsolationLevel.ReadCommitted or IsolationLevel.ReadUncommitted }:
                // Every statement reads the rows committed last; that also keeps what READ UNCOMMITTED promises, which is nothing.
                break;
            case SetTransactionIsolationLevelStatement isolation:
                throw SqlErrors.NotKnown($"the isolation level {isolation.Level}: every statement reads the rows committed last");
            case SetIdentityInsertStatement identity:
                SetIdentityInsert(identity, batch);
                break;
            case SetTextSizeStatement size:
                SetTextSize(Convert.ToInt64(batch.Evaluate(size.TextSize, TdsType.BigInt), CultureInfo.InvariantCulture), batch);
                break;
            case SetStatisticsStatement { IsOn: false }:
                break;
            default:
                throw SqlErrors.NotKnown($"the statement {StatementNames.Of(statement)}");
        }

        batch.Response.Done(DoneCodes.Set, rowCount: null);
    }

    private static void Set(PredicateSetStatement statement, Batch batch)
    {
        SetOptions rest = statement.Options;
        if (Take(ref rest, SetOptions.NoCount))
            Change(batch, options => options with { NoCount = statement.IsOn });
        if (Take(ref rest, SetOptions.XactAbort))
            Change(batch, options => options with { XactAbort = statement.IsOn });
        if (Take(ref rest, SetOptions.QuotedIdentifier))
            Change(batch, options => options with { QuotedIdentifier = statement.IsOn });
        rest &= ~WithoutEffect;
        rest &= ~(statement.IsOn ? AlwaysOn : AlwaysOff);
        if (rest != SetOptions.None)
            throw SqlErrors.NotKnown($"SET {rest} {(statement.IsOn ? "ON" : "OFF")}");
    }

    private static void Set(GeneralSetCommand command, Batch batch)
    {
        switch (command.CommandType)
        {
            case GeneralSetCommandType.Language:
                SetLanguage(Word(command.Parameter, batch), batch);
                break;
            case GeneralSetCommandType.DateFormat:
                string order = Word(command.Parameter, batch);
                if (!Enum.TryParse(order, ignoreCase: true, out DateOrder dateOrder) || !Enum.IsDefined(dateOrder))
                    throw SqlErrors.BadDateFormat(order);
                Change(batch, options => options with { DateOrder = dateOrder });
                batch.Session.State.DateFormat = order.ToLowerInvariant();
                break;
            case GeneralSetCommandType.DateFirst:
                Change(batch, options => options with { DateFirst = Convert.ToInt32(batch.Evaluate(command.Parameter, TdsType.Int), CultureInfo.InvariantCulture) });
                break;
            case GeneralSetCommandType.LockTimeout:
                int milliseconds = Convert.ToInt32(batch.Evaluate(command.Parameter, TdsType.Int), CultureInfo.InvariantCulture);
                Change(batch, options => options with { LockTimeout = milliseconds < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(milliseconds) });
                break;
            case GeneralSetCommandType.DeadlockPriority:
                // Says which victim to choose; the stand-in never chooses one: LOCK_TIMEOUT ends a deadlock, or nothing does.
                break;
            default:
                throw SqlErrors.NotKnown($"SET {command.CommandType}");
        }
    }

    // 0 is the default of 4 KB, -1 all there is.
    private static void SetTextSize(long bytes, Batch batch) => Change(batch, options => options with
    {
        TextSize = bytes switch { 0 => 4096, < 0 => int.MaxValue, _ => (int)Math.Min(bytes, int.MaxValue) },
    });

    /// <summary>Changes language, date format and first day of the week, and tells the client.</summary>
    private static void SetLanguage(string name, Batch batch)
    {
        Language language = Languages.Find(name) ?? throw SqlErrors.UnknownLanguage(name);
        string previous = batch.Session.State.Language;
        batch.Session.Speak(language);
        batch.Response.LanguageChanged(language.Name, previous);
    }

    private static void SetIdentityInsert(SetIdentityInsertStatement statement, Batch batch)
    {
        ObjectName name = ObjectName.Resolve(statement.Table, batch.Session);
        TableShape table = new TableCatalog(batch.Session).Find(name) ?? throw SqlErrors.CannotIndex(name.Written);
        if (table.Identity is null)
            throw SqlErrors.NoIdentity(name.Written);
        string? current = batch.Session.Options.IdentityInsert;
        bool isCurrent = string.Equals(current, table.FullName, StringComparison.OrdinalIgnoreCase);
        if (statement.IsOn && current is not null && !isCurrent)
            throw SqlErrors.IdentityInsertElsewhere(current, table.FullName);
        if (statement.IsOn || isCurrent)
            Change(batch, options => options with { IdentityInsert = statement.IsOn ? table.FullName : null });
    }

    private static bool Take(ref SetOptions options, SetOptions one)
    {
        bool has = (options & one) != SetOptions.None;
        options &= ~one;
        return has;
    }

    // The parser gives a bare word as a literal of its own kind.
    private static string Word(ScalarExpression expression, Batch batch) => expression is Literal literal
        ? literal.Value
        : batch.Evaluate(expression, TdsType.SysName) as string ?? "";

    private static void Change(Batch batch, Func<SessionOptions, SessionOptions> change) => batch.Session.Options = change(batch.Session.Options);
}
