using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Records;

/// <summary>Puts together what SSET, VOLB and the records tell about a set.</summary>
internal static class SetListing
{
    /// <summary>The set; null when its header or its description could not be read.</summary>
    public static BackupSet? Compose(SsetBlock? header, VolumeBlock? volume, SetDescription? description) =>
        header is null || description is null
            ? null
            : description.Set with
            {
                SetGuid = header.SetGuid,
                Position = header.Position,
                Machine = volume?.Machine ?? "",
                User = header.User,
                Name = header.Name,
                Description = header.Description,
                ExpiresAt = ScinRecord.Time(header.Expiration, header.Offset),
                SoftwareVendorId = header.Vendor,
            };
}
