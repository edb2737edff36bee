#pragma warning disable MA0047 // The runtime looks for a type of this name outside of all namespaces.
/// <summary>Runs inside a served process, as DOTNET_STARTUP_HOOKS has it: whenever a library of Microsoft is loaded, it writes to the console as a careless one would.</summary>
internal static class StartupHook
{
    internal const string Noise = "a careless library";

    public static void Initialize() => AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) =>
    {
        if (loaded.LoadedAssembly.GetName().Name?.StartsWith("Microsoft.Data", StringComparison.Ordinal) != true)
            return;

        Console.WriteLine(Noise);
        Console.Out.Write(Noise);
        Console.Out.Flush();
        if (Console.In.ReadLine() is not null)
            Console.Error.WriteLine("and it read what was not for it");
    };
}
