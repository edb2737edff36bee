namespace PosBackup.Benchmarks;

internal static class BigMedia
{
    public static Task WriteAsync(string plain, string compressed, int megabytes, CancellationToken cancellationToken) => throw new NotSupportedException();
}
