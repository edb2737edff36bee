using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Benchmarks.Transfers;

/// <summary>
/// A peer that is asked for what we give: a copy and its SHA-256. The hash is OpenSSL's, as quick as ours (`sha256sum` takes five times as long here): beside an upload, and behind a download,
/// where there is nothing to hash before.
/// </summary>
internal static class HashingPeer
{
    /// <summary>The contestant with a hash; null where OpenSSL is not installed.</summary>
    /// <param name="alone">The peer without one. Nothing of its command needs quoting.</param>
    /// <param name="files">What is hashed.</param>
    public static TransferContestant? Of(TransferContestant alone, TransferFiles files)
    {
        if (ServerPrograms.Find("openssl") is not { } openssl || ServerPrograms.Find("sh") is not { } shell)
            return null;

        return new TransferContestant(
            $"{alone.Name} and `openssl dgst -sha256`",
            [shell, "-c", $"{openssl} dgst -sha256 {files.Source} & {string.Join(' ', alone.Put)} && wait"],
            alone.Get is { } get ? [shell, "-c", $"{string.Join(' ', get)} && {openssl} dgst -sha256 {files.Received}"] : null);
    }
}
