using System.Globalization;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Cli.Json;

/// <summary>A moment that was asked for: its kind, and the one value that the kind has.</summary>
internal sealed record RestoreMomentJson(string Kind, string? Time, bool? IsLocal, Guid? SetGuid, string? Lsn, string? Mark, string? After, bool IsBefore)
{
    private const string LocalFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";

    public static RestoreMomentJson Of(RestoreMoment moment)
    {
        var none = new RestoreMomentJson("latest", Time: null, IsLocal: null, SetGuid: null, Lsn: null, Mark: null, After: null, IsBefore: false);
        return moment switch
        {
            RestoreMoment.At => none with { Kind = "time", Time = moment.ToString(), IsLocal = false },
            RestoreMoment.AtLocal local => none with { Kind = "time", Time = Local(local.Local), IsLocal = true },
            RestoreMoment.EndOfSet set => none with { Kind = "set", SetGuid = set.SetGuid },
            RestoreMoment.AtLsn lsn => none with { Kind = "lsn", Lsn = lsn.Lsn.ToString(), IsBefore = lsn.IsBefore },
            RestoreMoment.AtMark mark => none with { Kind = "mark", Mark = mark.Name, After = mark.After is { } after ? Local(after) : null, IsBefore = mark.IsBefore },
            _ => none,
        };
    }

    private static string Local(DateTime time) => time.ToString(LocalFormat, CultureInfo.InvariantCulture);
}
