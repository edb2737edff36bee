using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>A moment to bring back: its kind, and the one value that the kind has, as <see cref="Json.RestoreMomentJson"/> writes it.</summary>
internal sealed record MomentParams
{
    public string? Kind { get; init; }

    public string? Time { get; init; }

    public bool? IsLocal { get; init; }

    public Guid? SetGuid { get; init; }

    public string? Lsn { get; init; }

    public string? Mark { get; init; }

    public string? After { get; init; }

    public bool? IsBefore { get; init; }

    /// <summary>As the engine takes it; the newest where none is named.</summary>
    public static RestoreMoment ToMoment(MomentParams? moment) => moment is null ? RestoreMoment.Newest : moment.ToMoment();

    private RestoreMoment ToMoment()
    {
        string kind = ParamsReader.Required(Kind, "moment.kind");
        RefuseStray(kind);
        return kind switch
        {
            "latest" => RestoreMoment.Newest,
            "time" => AtTime(ParamsReader.Required(Time, "moment.time")),
            "set" => new RestoreMoment.EndOfSet(ParamsReader.Required(SetGuid, "moment.setGuid")),
            "lsn" => AtLsn(ParamsReader.Required(Lsn, "moment.lsn")),
            "mark" => new RestoreMoment.AtMark(ParamsReader.Required(Mark, "moment.mark"), AfterTime(), IsBefore is true),
            _ => throw ParamsReader.Wrong("'moment.kind' must be latest, time, set, lsn or mark", "give one of them"),
        };
    }

    private RestoreMoment.AtLsn AtLsn(string text) => new(
        LsnOption.Read(text) ?? throw ParamsReader.Wrong($"'moment.lsn' is no LSN: {Printable.Of(text)}", "write it as in the headers of a backup, 31000000028800001, or as in the log, 0000001f:00000120:0001"), IsBefore is true);

    private RestoreMoment AtTime(string text)
    {
        RestoreMoment moment = PointInTime.Parse(text) ?? throw ParamsReader.Wrong($"'moment.time' is no time to the second: {Printable.Of(text)}", $"write it as {PointInTime.Examples}");
        return IsLocal is not { } isLocal || isLocal == moment is RestoreMoment.AtLocal ? moment : throw ParamsReader.Wrong("'moment.isLocal' says the opposite of 'moment.time': a time by the clock of the instance has no offset, every other has one", "leave 'moment.isLocal' out, or correct it");
    }

    /// <summary>Marks carry the clock of the instance only.</summary>
    private DateTime? AfterTime() => After is not { } text ? null
        : PointInTime.Parse(text) is RestoreMoment.AtLocal local ? local.Local
        : throw ParamsReader.Wrong($"'moment.after' is no time by the clock of the instance: {Printable.Of(text)}", "marks carry no other: write it to the second and without an offset, as 2026-03-01T12:00:05; a moment of this machine has one");

    private void RefuseStray(string kind)
    {
        (string Name, bool IsGiven, string[] For)[] properties =
        [
            ("time", Time is not null, ["time"]),
            ("isLocal", IsLocal is not null, ["time"]),
            ("setGuid", SetGuid is not null, ["set"]),
            ("lsn", Lsn is not null, ["lsn"]),
            ("mark", Mark is not null, ["mark"]),
            ("after", After is not null, ["mark"]),
            ("isBefore", IsBefore is true, ["lsn", "mark"]),
        ];
        foreach ((string name, _, string[] kinds) in properties.Where(property => property.IsGiven && !property.For.Contains(kind, StringComparer.Ordinal)))
            throw ParamsReader.Wrong($"'moment.{name}' is for 'moment.kind' {string.Join(" and ", kinds)}", "leave it out, or give the kind that it is for");
    }
}
