using System.CommandLine;
using PosBackup.Cli.Output;
using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Cli.Serving.Methods;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup serve</c>: does what a program on the other side of standard input and output asks for.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command(
            "serve",
            "Serve one program over standard input and output: JSON-RPC 2.0, a message a line, until the end of input. This is how the PowerShell module uses this program, and how tools of others can; a person has no use for it. The protocol is written down in src/README.md. What is under way at the end is cancelled and cleans up; standard error tells what only a developer wants to know.");
        command.Does((_, _, cancellationToken) => ServeAsync(cancellationToken));
        return command;
    }

    private static async Task<int> ServeAsync(CancellationToken cancellationToken)
    {
        await using Stream output = StandardStreams.OpenOutput();
        await using Stream input = Console.OpenStandardInput();

        // From here on nobody but the server writes to standard output or reads from standard input, whatever a library believes.
        Console.SetOut(Console.Error);
        Console.SetIn(TextReader.Null);
        using var server = new Server(MethodTable.All, output, Console.Error);
        await server.RunAsync(input, cancellationToken);
        return ExitCode.Done;
    }
}
