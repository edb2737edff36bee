using System.CommandLine;
using PosBackup.Fuzz;

var cases = new Option<int>("--cases") { Description = "How many cases to run.", DefaultValueFactory = _ => 100_000 };
var seed = new Option<int>("--seed") { Description = "Which cases: the same seed gives the same ones.", DefaultValueFactory = _ => 1 };
var first = new Option<int>("--first") { Description = "Number of the first case: repeats a single one.", DefaultValueFactory = _ => 0 };
var corpus = new Option<string?>("--corpus") { Description = "Folder of real backup files; POSBACKUP_CORPUS when not given." };
var maxSize = new Option<long>("--max-size") { Description = "Largest corpus file to take, in bytes.", DefaultValueFactory = _ => 400_000 };
var compressed = new Option<bool>("--compressed") { Description = "Takes compressed samples only." };
var keep = new Option<string?>("--keep") { Description = "Folder for the files of failed cases." };

var program = new RootCommand("Lists and verifies damaged backup media: whatever the bytes, the answer must be findings.")
{
    cases, seed, first, corpus, maxSize, compressed, keep,
};
program.SetAction(async (arguments, cancellationToken) =>
{
    string? folder = arguments.GetValue(corpus) ?? Environment.GetEnvironmentVariable("POSBACKUP_CORPUS");
    List<MediaSample> samples = [.. Samples.Synthetic()];
    if (folder is not null)
        samples.AddRange(await Samples.OfCorpusAsync(folder, arguments.GetValue(maxSize)));

    if (arguments.GetValue(compressed))
        samples.RemoveAll(sample => !sample.IsCompressed);

    Console.WriteLine($"seed {arguments.GetValue(seed)}, {samples.Count} samples of {samples.Min(s => s.Size)} to {samples.Max(s => s.Size)} bytes");
    var run = new FuzzRun(samples, arguments.GetValue(seed), arguments.GetValue(keep));
    FuzzSummary summary = await run.RunAsync(arguments.GetValue(first), arguments.GetValue(cases), cancellationToken);
    Console.Write(summary);
    return summary.Failures == 0 ? 0 : 1;
});

return await program.Parse(args).InvokeAsync();
