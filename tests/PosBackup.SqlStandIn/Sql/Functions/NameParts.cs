using System.Text;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>Splits <c>db.[my schema]."t"</c> at its dots.</summary>
internal static class NameParts
{
    public static IEnumerable<string> Split(string name)
    {
        var part = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            char close = name[i] switch { '[' => ']', '"' => '"', _ => '\0' };
            if (close != '\0' && part.Length == 0)
            {
                for (i++; i < name.Length; i++)
                {
                    if (name[i] == close && (i + 1 >= name.Length || name[i + 1] != close))
                        break;
                    i += name[i] == close ? 1 : 0;
                    part.Append(name[i]);
                }
            }
            else if (name[i] == '.')
            {
                yield return part.ToString();
                part.Clear();
            }
            else
            {
                part.Append(name[i]);
            }
        }

        yield return part.ToString();
    }
}
