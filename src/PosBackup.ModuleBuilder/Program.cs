using System.Globalization;
using PosBackup.ModuleBuilder;
using PosBackup.ModuleBuilder.Sealing;

// A problem is a line on stderr in the form that MSBuild takes for an error.
IReadOnlyList<string> problems = args switch
{
    ["help", string assembly, string pages, string output] => Help.Build(Path.GetFullPath(assembly), pages, output),
    ["seal", string folder, string limit] => Seal(folder, long.Parse(limit, CultureInfo.InvariantCulture)),
    _ => ["usage: help ASSEMBLY PAGES OUTPUT | seal FOLDER MAX-ENGINE-BYTES"],
};
foreach (string problem in problems)
    Console.Error.WriteLine($"module : error : {problem}");

return problems.Count == 0 ? 0 : 1;

static IReadOnlyList<string> Seal(string folder, long limit)
{
    foreach (FileInfo engine in ModuleSeal.Engines(folder))
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(folder, engine.FullName)}: {engine.Length:N0} bytes"));

    IReadOnlyList<string> problems = ModuleSeal.TooLarge(folder, limit);
    if (problems.Count == 0)
        ModuleSeal.Write(folder);

    return problems;
}
