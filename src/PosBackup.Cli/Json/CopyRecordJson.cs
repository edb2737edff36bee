using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Json;

/// <summary>A row of <c>list --copies --json</c>.</summary>
internal sealed record CopyRecordJson(string Target, string Medium, string Address, string Path, string Source, Guid MediaSetId, int Stripe, DateTimeOffset ShippedAt, ProvenJson Proven)
{
    public static CopyRecordJson Of(BackupCopy copy) =>
        new(copy.Target, copy.Medium, copy.Address, copy.Path, copy.Source, copy.MediaSetId, copy.Stripe, copy.ShippedAt, ProvenJson.Of(copy));
}
