using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Backups.Statements;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Storage.Sessions;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>Reads STOPAT, STOPATMARK and STOPBEFOREMARK.</summary>
internal static class StopOption
{
    private const string LsnPrefix = "lsn:";

    /// <summary>STOPAT = moment: a literal or a variable, in the server's local time.</summary>
    public static StopPoint At(ScalarExpression value, StatementValues values, SessionState session, TimeZoneInfo zone)
    {
        DateTime local = Moment(value, values, session);
        return new StopPoint { LocalTime = local, Time = Utc(local, zone) };
    }

    /// <summary>STOPATMARK or STOPBEFOREMARK = 'name' | 'lsn:number' [AFTER moment].</summary>
    public static StopPoint AtMark(StopRestoreOption option, StatementValues values, SessionState session, TimeZoneInfo zone)
    {
        string name = values.Text(option.Mark);
        var point = new StopPoint { IsBefore = !option.IsStopAt };
        if (name.StartsWith(LsnPrefix, StringComparison.OrdinalIgnoreCase))
            return point with { Lsn = ParseLsn(name[LsnPrefix.Length..]) };
        DateTime? after = option.After is null ? null : Utc(Moment(option.After, values, session), zone);
        return point with { Mark = name, After = after };
    }

    private static Lsn ParseLsn(string text)
    {
        bool isHexadecimal = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || text.Contains(':', StringComparison.Ordinal);
        if (!isHexadecimal)
            return Lsn.TryParse(text, out Lsn number) ? number : throw RestoreErrors.BadMark();

        string[] parts = (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text).Split(':');
        return parts.Length == 3
            && uint.TryParse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint vlf)
            && uint.TryParse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint block)
            && ushort.TryParse(parts[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ushort slot)
            ? new Lsn(vlf, block, slot)
            : throw RestoreErrors.BadMark();
    }

    // A variable may hold the moment itself.
    private static DateTime Moment(ScalarExpression expression, StatementValues values, SessionState session) => values.Value(expression) switch
    {
        DateTime moment => moment,
        DateTimeOffset moment => moment.DateTime,
        string text when MomentTexts.TryParse(text, OrderOf(session), isoAlwaysYmd: false, out DateTimeOffset? moment) && moment is { } parsed => parsed.DateTime,
        _ => throw RestoreErrors.BadMoment(),
    };

    private static DateOrder OrderOf(SessionState session) => Enum.TryParse(session.DateFormat, ignoreCase: true, out DateOrder order) ? order : DateOrder.Mdy;

    // A moment that the change of clocks skips does not exist; SQL Server takes it as standard time.
    private static DateTime Utc(DateTime local, TimeZoneInfo zone) =>
        DateTime.SpecifyKind(local - (zone.IsInvalidTime(local) ? zone.BaseUtcOffset : zone.GetUtcOffset(local)), DateTimeKind.Utc);
}
