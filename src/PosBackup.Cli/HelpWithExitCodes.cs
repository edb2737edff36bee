using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PosBackup.Cli;

/// <summary>The help of a command, then the exit codes.</summary>
internal sealed class HelpWithExitCodes(HelpAction help) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(ExitCode.Help);
        return ExitCode.Done;
    }
}
