using System.Text;

namespace PosBackup.Engine.Targets.Ftp.Wire;

/// <summary>
/// A command as it goes over the line: UTF-8 and CR LF. An argument with CR, LF or NUL would be a second command and is refused. Telnet's IAC (byte 255),
/// which would have to be doubled, is no byte of UTF-8.
/// </summary>
internal static class FtpCommand
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bytes of a command.</summary>
    /// <exception cref="ArgumentException">The argument cannot be sent. The message does not repeat it: it may be a password.</exception>
    public static byte[] Encode(string verb, string? argument)
    {
        if (argument is not null && argument.AsSpan().IndexOfAny("\r\n\0") >= 0)
            throw new ArgumentException($"the argument of {verb} has a line break or NUL in it, which FTP cannot send", nameof(argument));

        try
        {
            return Strict.GetBytes(argument is null ? $"{verb}\r\n" : $"{verb} {argument}\r\n");
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException($"the argument of {verb} is no Unicode text", nameof(argument), e);
        }
    }
}
