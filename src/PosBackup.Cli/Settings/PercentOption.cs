using System.CommandLine;
using PosBackup.Engine;

namespace PosBackup.Cli.Settings;

/// <summary>A share on the command line, in percent; the sign may be left out.</summary>
internal static class PercentOption
{
    public static Option<double?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "percent",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (PercentText.TryParse(text, out double share))
                return share;

            result.AddError($"'{text}' is no share: {PercentText.Form}");
            return null;
        },
    };
}
