using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Backups.Listing;
using PosBackup.SqlStandIn.Backups.Statements;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>Works out the values of a RESTORE statement; what the stand-in does not really do is refused by name.</summary>
internal sealed class RestoreStatementReader(StatementValues values, Instance instance, SessionState session)
{
    private const int DefaultStats = 10;

    /// <summary>Reads the statement.</summary>
    /// <exception cref="Tds.SqlErrorException">50001 and errors of values.</exception>
    public RestoreRequest Read(RestoreStatement statement, RestoreVerb verb)
    {
        if (statement.Files.Count > 0)
            throw StatementErrors.NotInStandIn("restoring single files, filegroups or pages");

        var request = new RestoreRequest
        {
            Verb = verb,
            Database = values.Name(statement.DatabaseName),
            Devices = [.. statement.Devices.Select(device => MediaDevice.Of(device, values, instance))],
        };
        return statement.Options.Aggregate(request, With);
    }

    private RestoreRequest With(RestoreRequest request, RestoreOption option) => option switch
    {
        MoveRestoreOption move => request with { Moves = [.. request.Moves, (values.Text(move.LogicalFileName), values.Text(move.OSFileName))] },
        StopRestoreOption stop => request with { Stop = StopOption.AtMark(stop, values, session, instance.Clock.LocalTimeZone) },
        ScalarExpressionRestoreOption scalar => WithValue(request, scalar),
        FileStreamRestoreOption => throw StatementErrors.NotInStandIn("FILESTREAM"),
        _ => WithWord(request, option.OptionKind),
    };

    private RestoreRequest WithValue(RestoreRequest request, ScalarExpressionRestoreOption option) => option.OptionKind switch
    {
        RestoreOptionKind.File => request with { Position = (int?)values.Number(option.Value) },
        RestoreOptionKind.Stats => request with { Stats = (int)(values.Number(option.Value) ?? DefaultStats) },
        RestoreOptionKind.Standby => request with { End = RestoreEnd.Standby, StandbyFile = values.Text(option.Value) },
        RestoreOptionKind.StopAt => request with { Stop = StopOption.At(option.Value, values, session, instance.Clock.LocalTimeZone) },
        RestoreOptionKind.MediaName => request with { MediaName = values.Text(option.Value) },

        // What the media cannot want is nothing to do: sizes of buffers, and passwords, which no version since 2012 sets.
        RestoreOptionKind.BlockSize or RestoreOptionKind.BufferCount or RestoreOptionKind.MaxTransferSize
            or RestoreOptionKind.MediaPassword or RestoreOptionKind.Password => request,
        _ => throw Unknown(option.OptionKind),
    };

    private static RestoreRequest WithWord(RestoreRequest request, RestoreOptionKind option) => option switch
    {
        RestoreOptionKind.Recovery => request with { End = RestoreEnd.Recovery },
        RestoreOptionKind.NoRecovery => request with { End = RestoreEnd.NoRecovery },
        RestoreOptionKind.Replace => request with { Replace = true },
        RestoreOptionKind.RestrictedUser or RestoreOptionKind.DboOnly => request with { RestrictedUser = true },
        RestoreOptionKind.Checksum => request with { Checksum = true },
        RestoreOptionKind.NoChecksum => request with { Checksum = false },
        RestoreOptionKind.ContinueAfterError => request with { ContinueAfterError = true },
        RestoreOptionKind.StopOnError => request with { ContinueAfterError = false },
        RestoreOptionKind.LoadHistory => request with { LoadHistory = true },
        RestoreOptionKind.Stats => request with { Stats = DefaultStats },

        // Tape, an interrupted RESTORE taken up again, and replication: nothing here knows them, and nothing is lost without.
        RestoreOptionKind.Unload or RestoreOptionKind.NoUnload or RestoreOptionKind.Rewind or RestoreOptionKind.NoRewind
            or RestoreOptionKind.Restart or RestoreOptionKind.KeepReplication or RestoreOptionKind.KeepTemporalRetention => request,
        _ => throw Unknown(option),
    };

    private static Tds.SqlErrorException Unknown(RestoreOptionKind option) =>
        StatementErrors.NotInStandIn(string.Create(CultureInfo.InvariantCulture, $"the RESTORE option {option}"));
}
