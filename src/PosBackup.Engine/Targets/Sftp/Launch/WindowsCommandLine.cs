using System.Text;

namespace PosBackup.Engine.Targets.Sftp.Launch;

/// <summary>Command lines and environment blocks as CreateProcess takes them. Pure.</summary>
internal static class WindowsCommandLine
{
    /// <summary>Program and arguments in one line that the C runtime takes apart again.</summary>
    public static string Of(string program, IEnumerable<string> arguments) => string.Join(' ', arguments.Prepend(program).Select(Quoted));

    /// <summary>Variables, each with a NUL behind it, by name, with one more at the end.</summary>
    public static string Block(IEnumerable<KeyValuePair<string, string>> variables) =>
        string.Concat(variables.OrderBy(variable => variable.Key, StringComparer.OrdinalIgnoreCase).Select(variable => $"{variable.Key}={variable.Value}\0")) + '\0';

    private static string Quoted(string argument)
    {
        if (argument.Length > 0 && !argument.Any(c => c is ' ' or '\t' or '"'))
            return argument;

        var text = new StringBuilder("\"");
        int backslashes = 0;
        foreach (char c in argument)
        {
            backslashes = c == '\\' ? backslashes + 1 : 0;
            if (c == '"')
                text.Append('\\', Trailing(text) + 1);
            text.Append(c);
        }

        return text.Append('\\', backslashes).Append('"').ToString();
    }

    private static int Trailing(StringBuilder text)
    {
        int count = 0;
        while (count < text.Length && text[^(count + 1)] == '\\')
            count++;
        return count;
    }
}
