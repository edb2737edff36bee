using System.CommandLine;
using System.CommandLine.Parsing;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Settings;

/// <summary>The options of <c>target add</c> that every kind has, one for each property, with its default.</summary>
internal abstract class TargetSettings
{
    private static readonly VerificationDefinition Defaults = new();

    private readonly Argument<string> _name = new("name") { Description = "Name of the target: letters, digits, hyphens, underscores and points" };
    private readonly Option<VerificationDepth?> _depth = Choice.Option("--verify", "What proves a copy after its upload: parts read back, the SHA-256 that the target computes, or all of it read back", Defaults.Depth);
    private readonly Option<long?> _wholeUpTo = ByteSize.Option("--whole-up-to", "Files up to this size are always read back whole", Defaults.WholeUpTo);
    private readonly Option<int?> _blocks = new("--blocks") { Description = $"Random blocks of 1MiB of a sample, beside head and tail (default: {Defaults.Blocks})", HelpName = "n" };
    private readonly Option<DaysOption?> _wholeWithin = DaysOption.Create("--whole-within", "A copy of which only parts were read back is read back whole within this time", Defaults.WholeWithinDays);
    private readonly Option<long?> _rate = ByteSize.Size("--rate", "Limit of speed in a second, 1KiB or more (default: none)");
    private readonly Option<bool> _appendOnly = new("--append-only") { Description = "The account may only add there; nothing is removed or replaced by it" };
    private readonly Option<bool> _ignoreClock = new("--ignore-clock") { Description = "Its clock is wrong and cannot be set: expire does not compare it with the one here" };

    private readonly Option<TimeOfDaySpan[]> _fullSpeed = new("--full-speed")
    {
        Description = "Time of day without the limit, such as 22:00-07:00, by the clock of this machine; repeated for more",
        HelpName = "from-to",
        CustomParser = ParseTimes,
    };

    /// <summary>Name of the kind.</summary>
    public abstract string Kind { get; }

    /// <summary>What it is.</summary>
    public abstract string Description { get; }

    /// <summary>Options of the kind.</summary>
    protected abstract IReadOnlyList<Option> Own { get; }

    public virtual void AddTo(Command command)
    {
        command.Add(_name);
        foreach (Option option in (Option[])[.. Own, _depth, _wholeUpTo, _blocks, _wholeWithin, _rate, _fullSpeed, _appendOnly, _ignoreClock])
            command.Add(option);

        command.Needs(_fullSpeed, _rate);
    }

    /// <summary>The definition; its ranges are the engine's to check.</summary>
    public TargetDefinition Read(ParseResult parsed) => ReadOwn(parsed, parsed.GetValue(_name)!) with
    {
        AppendOnly = parsed.GetValue(_appendOnly),
        IgnoreClock = parsed.GetValue(_ignoreClock),
        Throttle = parsed.GetValue(_rate) is { } rate ? new ThrottleDefinition { BytesPerSecond = rate, FullSpeed = parsed.GetValue(_fullSpeed) ?? [] } : null,
        Verification = new VerificationDefinition
        {
            Depth = parsed.GetValue(_depth) ?? Defaults.Depth,
            WholeUpTo = parsed.GetValue(_wholeUpTo) ?? Defaults.WholeUpTo,
            Blocks = parsed.GetValue(_blocks) ?? Defaults.Blocks,
            WholeWithinDays = parsed.GetValue(_wholeWithin) is { } days ? days.Number : Defaults.WholeWithinDays,
        },
    };

    protected abstract TargetDefinition ReadOwn(ParseResult parsed, string name);

    protected static Option<string?> Text(string name, string description, string value) => new(name) { Description = description, HelpName = value };

    protected static Option<string> Required(string name, string description, string value) => new(name) { Description = description, HelpName = value, Required = true };

    protected static Option<int?> Number(string name, string description, string value) => new(name) { Description = description, HelpName = value };

    /// <summary>Whole seconds of a span; more than any range allows when there are too many.</summary>
    protected static int Seconds(TimeSpan? span, int value) => span is { } given ? (int)Math.Min(given.TotalSeconds, int.MaxValue) : value;

    private static TimeOfDaySpan[] ParseTimes(ArgumentResult result)
    {
        var spans = new List<TimeOfDaySpan>();
        foreach (Token token in result.Tokens)
        {
            if (TimeOfDaySpan.TryParse(token.Value, out TimeOfDaySpan span))
                spans.Add(span);
            else
                result.AddError($"'{token.Value}' is no span of the day: {TimeOfDaySpan.Form}");
        }

        return [.. spans];
    }
}
