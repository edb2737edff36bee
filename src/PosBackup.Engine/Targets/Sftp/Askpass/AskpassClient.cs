using System.IO.Pipes;
using System.Text;

namespace PosBackup.Engine.Targets.Sftp.Askpass;

/// <summary>
/// The other side of a password question. ssh cannot be handed a password; it starts a program and reads what that prints. The program is
/// ours: started with <see cref="Variable"/> in its environment it passes the question back to the run that started ssh, prints the answer and ends.
/// </summary>
public static class AskpassClient
{
    /// <summary>The variable that names the pipe to ask on. Not a secret: only the account that runs can open the pipe, and only while ssh logs in.</summary>
    public const string Variable = "POSBACKUP_ASKPASS_PIPE";

    private const int ConnectMilliseconds = 5000;

    /// <summary>Asks, and writes the answer with a line end.</summary>
    /// <param name="pipe">Value of <see cref="Variable"/>.</param>
    /// <param name="prompt">What ssh asks; its first argument.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>Exit code for ssh: 0 with an answer, 1 without.</returns>
    public static async Task<int> AnswerAsync(string pipe, string prompt, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        try
        {
            using var client = new NamedPipeClientStream(".", pipe, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
            await client.ConnectAsync(ConnectMilliseconds, cancellationToken).ConfigureAwait(false);
            await AskpassMessages.WriteAsync(client, prompt, cancellationToken).ConfigureAwait(false);
            string answer = await AskpassMessages.ReadAsync(client, cancellationToken).ConfigureAwait(false);
            await output.WriteAsync(Encoding.UTF8.GetBytes(answer + "\n"), cancellationToken).ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or TimeoutException or UnauthorizedAccessException)
        {
            return 1;
        }
    }
}
