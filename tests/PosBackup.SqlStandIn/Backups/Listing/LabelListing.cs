using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Backups.Listing.ListingRows;

namespace PosBackup.SqlStandIn.Backups.Listing;

/// <summary>RESTORE LABELONLY: one row about the media.</summary>
internal static class LabelListing
{
    public static IReadOnlyList<ListingColumn<MediaFile>> Columns { get; } =
    [
        Of("MediaName", TdsType.SysName, media => TextOrNull(media.MediaName)),
        Of("MediaSetId", TdsType.Guid, media => media.MediaSetId),
        Of("FamilyCount", TdsType.Int, media => media.Stripes),
        Of("FamilySequenceNumber", TdsType.Int, media => media.Stripe),
        Of("MediaFamilyId", TdsType.Guid, media => FamilyGuid(media.MediaFamilyId)),
        Of("MediaSequenceNumber", TdsType.Int, _ => 1),
        Of("MediaLabelPresent", TdsType.TinyInt, _ => (byte)0),
        Of("MediaDescription", TdsType.NVarChar(255), media => TextOrNull(media.MediaDescription)),
        Of("SoftwareName", TdsType.SysName, media => TextOrNull(media.SoftwareName)),
        Of("SoftwareVendorId", TdsType.Int, _ => TapeBlock.SqlServerVendor),
        Of("MediaDate", TdsType.DateTime, media => media.MediaDate?.Local),
        Of("MirrorCount", TdsType.Int, _ => 1),
        Of("IsCompressed", TdsType.Bit, media => media.IsCompressed),
    ];

    /// <summary>A media family has 32 bits on the media; where SQL Server tells a GUID, the rest of it is zero.</summary>
    public static Guid FamilyGuid(uint familyId) => new((int)familyId, 0, 0, new byte[8]);

    private static ListingColumn<MediaFile> Of(string name, TdsType type, Func<MediaFile, object?> value) => Column(name, type, value);
}
