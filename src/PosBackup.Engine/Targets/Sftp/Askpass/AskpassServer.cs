using System.IO.Pipes;

namespace PosBackup.Engine.Targets.Sftp.Askpass;

/// <summary>
/// Answers what ssh asks through the askpass program, over a pipe that only this account may open (on Unix a socket in a folder of its own).
/// Lives while ssh logs in. Secrets go over the pipe only, never into arguments, environment or files.
/// </summary>
internal sealed class AskpassServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ExpectedPrompts _prompts;
    private readonly Task _serving;

    /// <param name="prompts">What is answered.</param>
    /// <param name="socket">Path of the socket; not used on Windows.</param>
    public AskpassServer(ExpectedPrompts prompts, string socket)
    {
        _prompts = prompts;
        Address = OperatingSystem.IsWindows() ? $"posbackup-ask-{Guid.NewGuid():N}" : socket;
        _serving = ServeAsync(Open());
    }

    /// <summary>Name of the pipe; what the variable <see cref="AskpassClient.Variable"/> of ssh holds.</summary>
    public string Address { get; }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
#pragma warning disable VSTHRD003 // It was begun by the constructor.
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
#pragma warning restore VSTHRD003
        _stopping.Dispose();
    }

    private NamedPipeServerStream Open() => new(Address, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);

    private async Task ServeAsync(NamedPipeServerStream pipe)
    {
        await using (pipe.ConfigureAwait(false))
        {
            while (true)
            {
                await pipe.WaitForConnectionAsync(_stopping.Token).ConfigureAwait(false);
                try
                {
                    string prompt = await AskpassMessages.ReadAsync(pipe, _stopping.Token).ConfigureAwait(false);
                    await AskpassMessages.WriteAsync(pipe, _prompts.Answer(prompt)?.Reveal(), _stopping.Token).ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is IOException or InvalidDataException)
                {
                    // Who asked has gone, or speaks something else: no answer.
                }

                pipe.Disconnect();
            }
        }
    }
}
