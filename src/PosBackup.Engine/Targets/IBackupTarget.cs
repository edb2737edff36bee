namespace PosBackup.Engine.Targets;

/// <summary>
/// A place for files: bytes and names, nothing else. What a backup is, which bytes are proven and when a name may appear is decided above,
/// once for all targets; retry, throttle, what-if and logging are wrappers.
/// <para>Contract, held by one suite of tests for every target:</para>
/// <list type="bullet">
/// <item>All methods may be called by several tasks at once, also for different ranges of one file.</item>
/// <item>Nothing is opened before the first call. A connection that was lost is made anew by the next call; no method retries by itself.</item>
/// <item>Failures are <see cref="TargetException"/>, cancellation is <see cref="OperationCanceledException"/>; nothing else leaves a target.
/// Exceptions of the content stream of a put pass through unchanged.</item>
/// <item>Folders are made when a file needs them, and never shown to be missing: what lies in a folder that is not there is an empty list.</item>
/// <item>Names are Unicode, kept to the letter (UTF-8 on the wire). Two names that differ are two files, unless the target's own file
/// system takes them for one.</item>
/// </list>
/// </summary>
public interface IBackupTarget : IAsyncDisposable
{
    /// <summary>Name of the target, as its definition says; part of every message.</summary>
    string Name { get; }

    /// <summary>Connects if need be and tells what the target can do.</summary>
    Task<TargetDescription> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes a file. When the task ends well, all bytes were acknowledged, flushed as far as the protocol can ask for it
    /// (<see cref="TargetFeatures.Flush"/>), and the close was acknowledged. When it fails or is cancelled, what was written stays: a
    /// beginning of the range without holes, of any length. Not atomic: give the file a name that nobody reads, then rename it.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Read from its present position, <see cref="PutRequest.Length"/> bytes, in order, by one reader. Not closed.</param>
    /// <param name="request">Where the bytes go, and how many there are.</param>
    /// <param name="cancellationToken">Breaks off at the next packet.</param>
    /// <exception cref="TargetException">Any failure but <see cref="TargetFailure.Missing"/>, except for <see cref="PutMode.Continue"/> of a file that is not there.</exception>
    Task PutAsync(TargetPath path, Stream content, PutRequest request, CancellationToken cancellationToken);

    /// <summary>Moves a file, over one of that name when there is one; at once where <see cref="TargetFeatures.AtomicReplace"/> says so.</summary>
    /// <remarks>
    /// Where it cannot be done at once the file that was there is moved aside, and deleted last: one of the two is always there. When the line breaks in between, the
    /// file that is aside is still listed, found and read under its name.
    /// </remarks>
    Task RenameAsync(TargetPath from, TargetPath to, CancellationToken cancellationToken);

    /// <summary>Reads a file from an offset on. The stream ends after <paramref name="length"/> bytes or where the file ends, and reads ahead of its reader.</summary>
    /// <param name="path">The file.</param>
    /// <param name="offset">First byte, from 0; behind the end the stream is empty.</param>
    /// <param name="length">Bytes at most; null is all to the end.</param>
    /// <param name="cancellationToken">Ends the opening; reading has its own.</param>
    /// <exception cref="TargetException"><see cref="TargetFailure.Missing"/>: no such file; others also from the stream.</exception>
    Task<Stream> OpenReadAsync(TargetPath path, long offset, long? length, CancellationToken cancellationToken);

    /// <summary>The file, or the folder, of that name; null when there is none.</summary>
    Task<TargetEntry?> StatAsync(TargetPath path, CancellationToken cancellationToken);

    /// <summary>
    /// Files and folders in a folder, not those below, in no order. A folder that is not there is empty. Names that no path can have (a slash, a
    /// control character) are left out. The listing is as of some moment while it runs: what is made or removed meanwhile may be in it or not.
    /// </summary>
    IAsyncEnumerable<TargetEntry> ListAsync(TargetPath folder, CancellationToken cancellationToken);

    /// <summary>Removes a file; nothing happens when it is not there. Folders stay.</summary>
    Task DeleteAsync(TargetPath path, CancellationToken cancellationToken);

    /// <summary>SHA-256 of a whole file in lower-case hexadecimal, computed by the target itself; null where it cannot (<see cref="TargetFeatures.ServerHash"/>).</summary>
    Task<string?> HashAsync(TargetPath path, CancellationToken cancellationToken);

    /// <summary>
    /// Called once all is written: makes a medium that people take away fit to be taken, and tells so in a line for them; null where there is nothing to take.
    /// A wrapper passes it on.
    /// </summary>
    /// <exception cref="TargetException">The medium is gone, or did not take all.</exception>
    Task<string?> SettleAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
