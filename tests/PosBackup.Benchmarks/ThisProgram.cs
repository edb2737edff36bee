namespace PosBackup.Benchmarks;

/// <summary>How this program starts itself again.</summary>
internal static class ThisProgram
{
    /// <summary>Program and first arguments, whether it was started by its own name or by that of the runtime.</summary>
    public static string[] Command()
    {
        string process = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileNameWithoutExtension(process) is "dotnet" ? [process, typeof(ThisProgram).Assembly.Location] : [process];
    }
}
