using System.Globalization;

namespace PosBackup.Engine.Catalog.Chains;

/// <summary>What moment a restore is to bring back.</summary>
public abstract record RestoreMoment
{
    private RestoreMoment()
    {
    }

    /// <summary>The end of the newest set.</summary>
    public static RestoreMoment Newest { get; } = new Latest();

    /// <summary>The end of the newest set.</summary>
    public sealed record Latest : RestoreMoment
    {
        /// <inheritdoc/>
        public override string ToString() => "the latest moment";
    }

    /// <summary>What was committed at a moment.</summary>
    /// <param name="Moment">The moment, to the second or finer.</param>
    public sealed record At(DateTimeOffset Moment) : RestoreMoment
    {
        /// <inheritdoc/>
        public override string ToString() => Moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
    }

    /// <summary>What was committed at a time of the wall clock of the instance that took the backups.</summary>
    /// <param name="Local">The time, without an offset.</param>
    public sealed record AtLocal(DateTime Local) : RestoreMoment
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Local.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)} (local time of the instance)";
    }

    /// <summary>The end of one set.</summary>
    /// <param name="SetGuid">BackupSetGUID.</param>
    public sealed record EndOfSet(Guid SetGuid) : RestoreMoment
    {
        /// <inheritdoc/>
        public override string ToString() => $"the end of set {SetGuid}";
    }

    /// <summary>A place in the log.</summary>
    /// <param name="Lsn">The LSN.</param>
    /// <param name="IsBefore">Whether the record at the LSN itself is left out.</param>
    public sealed record AtLsn(Lsn Lsn, bool IsBefore = false) : RestoreMoment
    {
        /// <inheritdoc/>
        public override string ToString() => $"{(IsBefore ? "just before " : "")}LSN {Lsn}";
    }

    /// <summary>A marked transaction (BEGIN TRANSACTION … WITH MARK).</summary>
    /// <param name="Name">Name of the mark.</param>
    /// <param name="After">Only a mark at this time or later counts (wall clock of the instance); null takes the first.</param>
    /// <param name="IsBefore">Whether the marked transaction itself is left out.</param>
    public sealed record AtMark(string Name, DateTime? After = null, bool IsBefore = false) : RestoreMoment
    {
        /// <inheritdoc/>
        public override string ToString() => $"{(IsBefore ? "just before " : "")}mark '{Name}'";
    }
}
