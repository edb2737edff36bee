using System.CommandLine;
using PosBackup.Engine;
using PosBackup.Engine.Media.Reading;
using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers.Proving;
using PosBackup.Engine.Transfers.Uploading;

namespace PosBackup.Benchmarks.Transfers;

/// <summary>Our side of a <see cref="TransferRace"/>: one file to a target or back, as the engine does it, hashed on the way.</summary>
internal static class TransferOnce
{
    public const string CommandName = "transfer-once";

    private const int BufferBytes = 256 << 10;
    private static readonly TargetPath Copy = TargetPath.Parse(TransferFiles.CopyName);

    public static Command Command()
    {
        var way = new Argument<string>("way") { Description = "put, put-and-prove or get." };
        var targets = new Argument<string>("targets");
        var name = new Argument<string>("target");
        var file = new Argument<string>("file");
        var command = new Command(CommandName, "Brings one file to a target, or back.") { way, targets, name, file };
        command.Hidden = true;
        command.SetAction((arguments, cancellationToken) => RunAsync(
            arguments.GetRequiredValue(way), arguments.GetRequiredValue(targets), arguments.GetRequiredValue(name), arguments.GetRequiredValue(file), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string way, string targets, string name, string file, CancellationToken cancellationToken)
    {
        TargetFile defined = await new TargetFileStore(targets, "bench").ReadAsync(cancellationToken);
        await using IBackupTarget target = new TargetRegistry(new FileSecrets(), Environment.ProcessPath!, TimeProvider.System).Open(defined.Get(name));
        string sha256 = way == "get" ? await GetAsync(target, file, cancellationToken) : await PutAsync(target, file, way == "put-and-prove", cancellationToken);
        await Console.Out.WriteLineAsync(sha256);
        return 0;
    }

    private static async Task<string> PutAsync(IBackupTarget target, string file, bool isProven, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        using var hash = new HashingThread(share: 1);
        var request = new PutRequest { Length = stream.Length, ModifiedAt = new DateTimeOffset(File.GetLastWriteTimeUtc(file)), Acknowledged = new Nobody() };
        await target.PutAsync(Copy, new HashedContent(stream, hash), request, cancellationToken);
        string sha256 = hash.Finish();
        if (isProven)
            await new CopyProver(target, new VerificationDefinition()).ProveWholeAsync(Copy, new SourceContent(stream, stream.Length, sha256), cancellationToken);
        return sha256;
    }

    private static async Task<string> GetAsync(IBackupTarget target, string file, CancellationToken cancellationToken)
    {
        await using var received = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        await using Stream stream = await target.OpenReadAsync(Copy, offset: 0, length: null, cancellationToken);
        using var hash = new HashingThread(share: 1);
        byte[] buffer = new byte[BufferBytes];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            hash.Append(buffer.AsSpan(0, read));
            await received.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return hash.Finish();
    }

    /// <summary>Somebody is told, as in earnest.</summary>
    private sealed class Nobody : IProgress<long>
    {
        public void Report(long value)
        {
        }
    }

    private sealed class FileSecrets : ISecretSource
    {
        private const int Longest = 100;

        public ValueTask<Secret> FindAsync(SecretReference reference, string purpose, CancellationToken cancellationToken) =>
            ValueTask.FromResult(FileSecret.Read(reference.Name, purpose, Longest));
    }
}
