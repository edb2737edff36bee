using System.CommandLine;
using System.CommandLine.Parsing;
using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Settings;

/// <summary>The options of <c>target add folder</c>.</summary>
internal sealed class FolderTargetSettings : TargetSettings
{
    private static readonly VolumeDefinition Defaults = new() { Name = "" };

    private readonly Option<string> _path = Required("--path", "Full path of the folder; with --volume its path on the drive, from the drive's root", "folder");
    private readonly Option<string?> _user = Text("--user", "User of a share, on Windows (default: the account that runs)", "domain\\user");
    private readonly Option<SecretReference?> _password = SecretOption.Create("--password", "Where the password of --user is");
    private readonly Option<DaysOption?> _expected = DaysOption.Create("--expected-every", "After how long without one of the drives to warn", Defaults.ExpectedEveryDays);

    private readonly Option<VolumeDefinition[]> _volumes = new("--volume")
    {
        Description = "A removable drive that takes turns, by the serial or the label of its volume, repeated for more: \"stick A=serial:1A2B-3C4D\" or \"stick B=label:POS-B\"",
        HelpName = "name=serial:…|name=label:…",
        CustomParser = ParseVolumes,
    };

    public override string Kind => "folder";

    public override string Description => "A folder: local, on a share, or on removable drives that take turns.";

    protected override IReadOnlyList<Option> Own => [_path, _volumes, _expected, _user, _password];

    public override void AddTo(Command command)
    {
        base.AddTo(command);
        command.Needs(_expected, _volumes);
        command.Needs(_user, _password);
        command.Needs(_password, _user);
    }

    protected override TargetDefinition ReadOwn(ParseResult parsed, string name)
    {
        int? expected = parsed.GetValue(_expected) is { } days ? days.Number : Defaults.ExpectedEveryDays;
        return new FolderDefinition
        {
            Name = name,
            Path = parsed.GetValue(_path)!,
            Volumes = [.. (parsed.GetValue(_volumes) ?? []).Select(volume => volume with { ExpectedEveryDays = expected })],
            User = parsed.GetValue(_user),
            Password = parsed.GetValue(_password),
        };
    }

    private static VolumeDefinition[] ParseVolumes(ArgumentResult result)
    {
        var volumes = new List<VolumeDefinition>();
        foreach (Token token in result.Tokens)
        {
            if (Volume(token.Value) is { } volume)
                volumes.Add(volume);
            else
                result.AddError($"'{token.Value}' is no drive: write it as \"stick A=serial:1A2B-3C4D\" or \"stick B=label:POS-B\"");
        }

        return [.. volumes];
    }

    private static VolumeDefinition? Volume(string text)
    {
        const string Serial = "serial:";
        const string Label = "label:";
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 1 ? null : (text[..equals], text[(equals + 1)..]) switch
        {
            (var name, var by) when by.StartsWith(Serial, StringComparison.Ordinal) => new VolumeDefinition { Name = name, Serial = by[Serial.Length..] },
            (var name, var by) when by.StartsWith(Label, StringComparison.Ordinal) => new VolumeDefinition { Name = name, Label = by[Label.Length..] },
            _ => null,
        };
    }
}
