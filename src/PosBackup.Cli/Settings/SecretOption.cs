using System.CommandLine;
using PosBackup.Engine.Secrets;

namespace PosBackup.Cli.Settings;

/// <summary>References to secrets on the command line. What is none may be the secret itself and is never repeated.</summary>
internal static class SecretOption
{
    public static Option<SecretReference?> Create(string name, string description) => new(name)
    {
        Description = $"{description}: env:NAME, file:PATH or prompt; never the secret itself",
        HelpName = "reference",
        CustomParser = result =>
        {
            if (SecretReference.TryParse(result.Tokens[0].Value, out SecretReference? reference))
                return reference;

            result.AddError($"the value of {name} is no reference to a secret and is not repeated here: {SecretReference.Form}");
            return null;
        },
    };
}
