using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Restores.Steps;

/// <summary>Adds the list of files where a set was seen through HEADERONLY, which tells none.</summary>
internal sealed class PathFiles(SqlSession session)
{
    public async Task<ChainPath> CompleteAsync(ChainPath path, CancellationToken cancellationToken)
    {
        var steps = new List<PathStep>(path.Steps.Count);
        foreach (PathStep step in path.Steps)
        {
            if (step.Known.Set.Files.Count > 0)
            {
                steps.Add(step);
                continue;
            }

            SetCopy copy = step.Known.Best!;
            IReadOnlyList<DatabaseFile> files = await FileList.ReadAsync(session, [.. copy.Files.Select(file => file.Path)], copy.Position, cancellationToken).ConfigureAwait(false);
            steps.Add(step with { Known = step.Known with { Set = step.Known.Set with { Files = files } } });
        }

        return path with { Steps = steps };
    }
}
