using System.Globalization;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>Where rolling forward ends. The same stop goes on every RESTORE of a sequence: SQL Server waits for more until a log reaches it.</summary>
internal abstract record RestoreStop
{
    private RestoreStop()
    {
    }

    /// <summary>Moments as RESTORE takes them whatever the date format of the login.</summary>
    private static string Text(DateTime moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>STOPAT: what was committed up to this moment holds.</summary>
    /// <param name="Local">On the clock of the instance that made the log.</param>
    internal sealed record At(DateTime Local) : RestoreStop
    {
        public string Moment => Text(Local);
    }

    /// <summary>STOPATMARK and STOPBEFOREMARK.</summary>
    /// <param name="Name">Name of the marked transaction, or an LSN behind <c>lsn:</c>.</param>
    /// <param name="After">The mark counts only if it was set at this moment or later; null for the first of that name.</param>
    /// <param name="Before">Whether the marked transaction itself is left out.</param>
    internal sealed record Mark(string Name, DateTime? After, bool Before) : RestoreStop
    {
        public string? AfterMoment => After is { } after ? Text(after) : null;

        /// <summary>The log record of an LSN, included or left out.</summary>
        public static Mark OfLsn(Lsn lsn, bool before) => new($"lsn:{lsn}", After: null, before);
    }
}
