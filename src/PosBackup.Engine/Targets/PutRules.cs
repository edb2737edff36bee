namespace PosBackup.Engine.Targets;

/// <summary>What has to hold in a <see cref="PutRequest"/>; every target asks before it touches anything.</summary>
internal static class PutRules
{
    /// <exception cref="ArgumentException">The request means nothing.</exception>
    public static void Require(TargetPath path, PutRequest request)
    {
        if (path.IsRoot)
            throw new ArgumentException("a file has a name", nameof(path));
        if (request.Length < 0 || request.Offset < 0)
            throw new ArgumentException("offset and length are at least 0", nameof(request));
        if (request is { Mode: PutMode.Create, Offset: > 0 })
            throw new ArgumentException("a new file begins at 0", nameof(request));
    }
}
