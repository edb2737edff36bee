using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PosBackup.Cli.Output;

/// <summary>Standard output and error, UTF-8 without a byte order mark on every system.</summary>
internal static class StandardStreams
{
    private const int WindowsOutput = -11;
    private const nint UnixOutput = 1;

    public static void UseUtf8()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (OperatingSystem.IsWindows() && !(Console.IsOutputRedirected && Console.IsErrorRedirected))
            Console.OutputEncoding = utf8;

        Console.SetOut(Writer(Console.OpenStandardOutput(), utf8));
        Console.SetError(Writer(Console.OpenStandardError(), utf8));
    }

    /// <summary>Standard output as bytes. Other than the stream of the console it says when nobody reads any more.</summary>
    public static Stream OpenOutput() => new FileStream(new SafeFileHandle(OperatingSystem.IsWindows() ? Handle(WindowsOutput) : UnixOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    private static TextWriter Writer(Stream stream, Encoding encoding) =>
        TextWriter.Synchronized(new StreamWriter(stream, encoding, bufferSize: 1024) { AutoFlush = true });

    [DllImport("kernel32.dll", EntryPoint = "GetStdHandle", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint Handle(int which);
}
