using System.CommandLine;
using System.CommandLine.Parsing;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Cli.Settings;

/// <summary>
/// The moment to bring back. Exactly one option names it: who restores must have thought of when, so there is no default.
/// </summary>
internal sealed class MomentSettings
{
    private readonly Option<RestoreMoment?> _to = new("--to")
    {
        Description = $"The newest moment, or a time to the second or finer (ISO 8601: {PointInTime.Examples})",
        HelpName = "latest|time",
        CustomParser = ParseTo,
    };

    private readonly Option<Guid?> _toSet = SetOption.Create("--to-set", "The end of this backup set, as 'inspect' and 'list --json' name it");

    private readonly Option<Lsn?> _toLsn = LsnOption.Create("--to-lsn", "This place in the log, with the record there; decimal as in the headers of a backup, or hexadecimal as 0000001f:00000120:0001");
    private readonly Option<Lsn?> _beforeLsn = LsnOption.Create("--before-lsn", "The same without the record there");
    private readonly Option<string?> _toMark = new("--to-mark") { Description = "A marked transaction (BEGIN TRANSACTION … WITH MARK), with it", HelpName = "name" };
    private readonly Option<string?> _beforeMark = new("--before-mark") { Description = "The same without the marked transaction", HelpName = "name" };

    private readonly Option<DateTime?> _after = new("--after")
    {
        Description = "Of marks of one name, the first at this time of the instance's clock or later (default: the first)",
        HelpName = "time",
        CustomParser = ParseAfter,
    };

    private Option[] Moments => [_to, _toSet, _toLsn, _beforeLsn, _toMark, _beforeMark];

    /// <param name="command">The command.</param>
    /// <param name="onlyWith">The option beside which alone there is a moment; null: there always is.</param>
    public void AddTo(Command command, Option<bool>? onlyWith = null)
    {
        foreach (Option option in Moments.Append(_after))
        {
            command.Add(option);
            if (onlyWith is not null)
                command.Needs(option, onlyWith);
        }

        command.Validators.Add(result =>
        {
            if (onlyWith is not null && !result.GetValue(onlyWith))
                return;

            Option[] given = [.. Moments.Where(option => result.GetResult(option) is { Implicit: false })];
            if (given.Length == 0)
                result.AddError("no moment is named: give --to latest, --to <time>, --to-set, --to-lsn, --before-lsn, --to-mark or --before-mark");
            else if (given.Length > 1)
                result.AddError($"{string.Join(" and ", given.Select(option => option.Name))} exclude each other: a restore has one moment");

            if (result.GetResult(_after) is { Implicit: false } && !given.Contains(_toMark) && !given.Contains(_beforeMark))
                result.AddError($"{_after.Name} is for {_toMark.Name} and {_beforeMark.Name}, of which none is given");
        });
    }

    public RestoreMoment Read(ParseResult parsed)
    {
        if (parsed.GetValue(_toSet) is { } set)
            return new RestoreMoment.EndOfSet(set);
        if (parsed.GetValue(_toLsn) is { } at)
            return new RestoreMoment.AtLsn(at);
        if (parsed.GetValue(_beforeLsn) is { } before)
            return new RestoreMoment.AtLsn(before, IsBefore: true);
        if (parsed.GetValue(_toMark) is { } mark)
            return new RestoreMoment.AtMark(mark, parsed.GetValue(_after));
        if (parsed.GetValue(_beforeMark) is { } beforeMark)
            return new RestoreMoment.AtMark(beforeMark, parsed.GetValue(_after), IsBefore: true);

        return parsed.GetValue(_to)!;
    }

    private static RestoreMoment? ParseTo(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        RestoreMoment? moment = string.Equals(text, "latest", StringComparison.OrdinalIgnoreCase) ? RestoreMoment.Newest : PointInTime.Parse(text);
        if (moment is null)
            result.AddError($"'{text}' is no moment: write latest, or a time to the second as {PointInTime.Examples}");

        return moment;
    }

    private static DateTime? ParseAfter(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        switch (PointInTime.Parse(text))
        {
            case RestoreMoment.AtLocal local:
                return local.Local;
            case RestoreMoment.At:
                result.AddError($"'{text}' has an offset: marks carry the clock of the instance only, write its time without one, as 2026-03-01T12:00:05");
                return null;
            default:
                result.AddError($"'{text}' is no time: write it to the second, by the clock of the instance, as 2026-03-01T12:00:05");
                return null;
        }
    }
}
