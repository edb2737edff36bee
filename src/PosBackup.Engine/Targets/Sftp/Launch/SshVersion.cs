using System.Globalization;
using System.Text.RegularExpressions;

namespace PosBackup.Engine.Targets.Sftp.Launch;

/// <summary>What <c>ssh -V</c> says of itself. Pure.</summary>
/// <param name="Major">First number.</param>
/// <param name="Minor">Second number.</param>
/// <param name="IsWindowsPort">Whether it is Microsoft's port, whose pipes need care; a Cygwin or MSYS ssh on Windows is none.</param>
internal readonly record struct SshVersion(int Major, int Minor, bool IsWindowsPort)
{
    private static readonly Regex Form = new(@"OpenSSH_(?<port>for_Windows_)?(?<major>\d{1,4})\.(?<minor>\d{1,4})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>Reads the text; null when it is another program's.</summary>
    public static SshVersion? Parse(string text)
    {
        Match match = Form.Match(text);
        return match.Success
            ? new SshVersion(int.Parse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups["minor"].ValueSpan, CultureInfo.InvariantCulture), match.Groups["port"].Success)
            : null;
    }

    /// <summary>Whether it is that version or a later one.</summary>
    public bool IsAtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);
}
