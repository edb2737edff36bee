namespace PosBackup.Integration.Tests.Support;

/// <summary>FreeTDS' tsql: C, GnuTLS, its own reading of the protocol.</summary>
internal static class FreeTds
{
    /// <summary>
    /// Runs batches one after the other; rows come as tab-separated lines, without headers and row counts. The encryption is off, request or
    /// require.
    /// </summary>
    public static async Task<string[]> RunAsync(int port, string password, string encryption, params string[] batches)
    {
        using var folder = new TempFolder();
        string configuration = folder.File("freetds.conf");
        await File.WriteAllTextAsync(configuration, $"""
            [standin]
            host = 127.0.0.1
            port = {port}
            tds version = 7.4
            client charset = UTF-8
            encryption = {encryption}
            """);
        string input = string.Concat(batches.Select(batch => $"{batch}\ngo\n")) + "exit\n";
        string output = await ClientProgram.RunAsync(
            "tsql", ["-S", "standin", "-U", "sa", "-P", password, "-o", "fhq"], input, ("FREETDSCONF", configuration), ("LC_ALL", "C.UTF-8"));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
