using System.Globalization;
using System.Runtime.InteropServices;

namespace PosBackup.Targets.Tests.Servers;

/// <summary>Processes as <c>/proc</c> shows them, and signals to them. Only to processes that a test started, and their children.</summary>
internal static partial class LocalProcesses
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    private const int ListenState = 0x0A;

    /// <summary>A process and everything it started that still runs, the process itself first.</summary>
    public static IReadOnlyList<int> Tree(int root)
    {
        ILookup<int, int> children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : 0)
            .Where(id => id > 0)
            .ToLookup(ParentOf);
        var tree = new List<int> { root };
        for (int i = 0; i < tree.Count; i++)
            tree.AddRange(children[tree[i]]);
        return tree;
    }

    /// <summary>Sends a signal; a process that ended meanwhile is none to complain about.</summary>
    public static void Signal(IEnumerable<int> ids, int signal)
    {
        foreach (int id in ids.Where(i => i > 1))
            _ = SendSignal(id, signal);
    }

    /// <summary>Whether one of these processes listens on a TCP port.</summary>
    public static bool Listen(IReadOnlyList<int> ids, int port)
    {
        HashSet<string> sockets = [.. ListenersOf("/proc/net/tcp", port).Concat(ListenersOf("/proc/net/tcp6", port)).Select(inode => $"socket:[{inode}]")];
        return sockets.Count > 0 && ids.Any(id => SocketsOf(id).Any(sockets.Contains));
    }

    /// <summary>Gives a file or folder to a user.</summary>
    public static void GiveTo(string path, int user, int group)
    {
        if (ChangeOwner(path, (uint)user, (uint)group) != 0)
            throw new IOException($"cannot give {path} to user {user}: error {Marshal.GetLastPInvokeError()}");
    }

    private static int ParentOf(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // It ended meanwhile.
        }
    }

    private static IEnumerable<string> SocketsOf(int id)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries($"/proc/{id}/fd").Select(f => new FileInfo(f).LinkTarget ?? "")];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<string> ListenersOf(string table, int port)
    {
        if (!File.Exists(table))
            yield break;
        foreach (string line in File.ReadLines(table).Skip(1))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            bool isIt = Hex(fields[1][(fields[1].LastIndexOf(':') + 1)..]) == port && Hex(fields[3]) == ListenState;
            if (isIt)
                yield return fields[9];
        }
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int id, int signal);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}
