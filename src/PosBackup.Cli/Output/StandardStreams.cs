using System.Text;

namespace PosBackup.Cli.Output;

/// <summary>Standard output and error, UTF-8 without a byte order mark on every system.</summary>
internal static class StandardStreams
{
    public static void UseUtf8()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (OperatingSystem.IsWindows() && !(Console.IsOutputRedirected && Console.IsErrorRedirected))
            Console.OutputEncoding = utf8;

        Console.SetOut(Writer(Console.OpenStandardOutput(), utf8));
        Console.SetError(Writer(Console.OpenStandardError(), utf8));
    }

    private static TextWriter Writer(Stream stream, Encoding encoding) =>
        TextWriter.Synchronized(new StreamWriter(stream, encoding, bufferSize: 1024) { AutoFlush = true });
}
